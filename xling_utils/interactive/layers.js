// Lines over the layers of a network: a slider, the pointer and the arrow keys move the cursor.
startAll("layers", slideAlong);
