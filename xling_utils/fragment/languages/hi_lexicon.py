"""Hindi: the lexicon. Belongs to `xling_utils.fragment.languages.hi`."""

from __future__ import annotations

import unicodedata

from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, inv=1: -ा that does not inflect, pl/opl=irregular plural and oblique plural, fem=feminine noun,
# in=postposition for "in" where it is not में, back=postposition after "return to" where there is one
NOUNS = """
man आदमी
woman महिला g=Fem
child बच्चा
teacher शिक्षक fem=शिक्षिका
friend दोस्त fem=दोस्त fem_pl=दोस्त
doctor डॉक्टर fem=डॉक्टर fem_pl=डॉक्टर
student छात्र fem=छात्रा
mother मां g=Fem pl=माताएं opl=माताओं
father पिता inv=1 hon=1
neighbour पड़ोसी fem=पड़ोसी fem_pl=पड़ोसी
writer लेखक fem=लेखिका
worker कर्मचारी fem=कर्मचारी fem_pl=कर्मचारी
brother भाई
sister बहन g=Fem
driver चालक fem=चालक fem_pl=चालक
soldier सैनिक fem=सैनिक fem_pl=सैनिक
singer गायक fem=गायिका
king राजा inv=1
farmer किसान fem=किसान fem_pl=किसान
chef रसोइया
guest अतिथि
person_n व्यक्ति
animal_n जानवर
building_n इमारत g=Fem
vehicle_n वाहन
dog कुत्ता
horse घोड़ा
cat बिल्ली g=Fem
bird पक्षी
fish मछली g=Fem
cow गाय g=Fem
sheep भेड़ g=Fem
wolf भेड़िया
bear भालू
lion शेर
mouse चूहा
bread रोटी g=Fem
meat मांस
rice चावल
soup सूप
cheese पनीर
salt नमक
apple सेब
egg अंडा
cake केक
lemon नींबू
tomato टमाटर
water पानी
milk दूध
coffee कॉफी g=Fem
tea चाय g=Fem
wine शराब g=Fem
juice रस
house घर
school स्कूल
shop दुकान g=Fem
hospital अस्पताल
hotel होटल
church चर्च
station स्टेशन in=पर
museum संग्रहालय
office कार्यालय
library पुस्तकालय
bridge पुल in=पर back=पर
room कमरा back=में
kitchen रसोई g=Fem back=में
city शहर
village गांव
street सड़क g=Fem in=पर back=पर
market बाजार
garden बाग back=में
park पार्क
forest जंगल back=में
island द्वीप in=पर back=पर
beach तट in=पर back=पर
car कार g=Fem
train ट्रेन g=Fem
ship जहाज
bus बस g=Fem
plane विमान
bicycle साइकिल g=Fem
phone फोन
key चाबी g=Fem
bag बैग
box बॉक्स
knife चाकू
clock घड़ी g=Fem
bottle बोतल g=Fem
cup कप
ball गेंद g=Fem
lamp लैंप
computer कंप्यूटर
camera कैमरा
ring अंगूठी g=Fem
gift उपहार
ticket टिकट
shirt शर्ट g=Fem
coat कोट
hat टोपी g=Fem
shoe जूता
dress ड्रेस g=Fem
table मेज g=Fem
door दरवाजा
bed बिस्तर
window खिड़की g=Fem
chair कुर्सी g=Fem
book किताब g=Fem
letter पत्र
story कहानी g=Fem
song गाना
newspaper अखबार
poem कविता g=Fem
report रिपोर्ट g=Fem
word शब्द
map नक्शा
tree पेड़
river नदी g=Fem
flower फूल
stone पत्थर
mountain पहाड़
star तारा
lake झील g=Fem
leaf पत्ता
war युद्ध
game खेल
film फिल्म g=Fem
meeting बैठक g=Fem
visit_n यात्रा g=Fem
party दावत g=Fem
dance_n नाच
lesson पाठ
walk_n सैर g=Fem
problem समस्या g=Fem
question सवाल
work_n काम
idea विचार
answer जवाब
law कानून
plan योजना g=Fem
dream सपना
hope_n उम्मीद g=Fem
language भाषा g=Fem
company कंपनी g=Fem
team टीम g=Fem
bank बैंक
government सरकार g=Fem
army सेना g=Fem
"""

# v=light verb (the concept then stands on the noun or adjective before it); lg, ln=gender and number of that
# noun where the verb agrees with it, form=its form, upos=its part of speech, gen=genitive of the object in
# meaning; gov=postposition of the object; near=1: recipient with के पास; ne=no: no ergative;
# bare=1: no को for animals; state=1: imperfective past; vec=vector verb of the perfective (always=1: of the
# imperfective too); neg=modal verb under negation (नहीं ढूंढ पाया);
# "visit@person": the verb for such an object
VERBS = """
sleep सोना vec=जाना
work काम v=करना lg=Masc
live रहना state=1
arrive पहुंचना
run दौड़ना
return लौटना
play खेलना
laugh हंसना
fall गिरना vec=जाना
swim तैरना
cry रोना
dance नाचना
stop रुकना vec=जाना
fly उड़ना
grow बढ़ना
smile मुस्कुराना
walk चलना
answer_v जवाब v=देना lg=Masc
dream_v सपना v=देखना form=सपने lg=Masc ln=Plur
see देखना
read पढ़ना
find ढूंढना vec=लेना always=1 neg=पाना
buy खरीदना vec=लेना
love प्यार v=करना lg=Masc gov=से state=1
eat खाना
write लिखना
open खोलना
want चाहना state=1
drink पीना
help मदद v=करना lg=Fem gen=की
visit दौरा v=करना lg=Masc gen=का
visit@person मिलना gov=से ne=no
hear सुनना
build बनाना
lose खोना vec=देना always=1
lose@game हारना
lose@war हारना
close बंद v=करना upos=ADJ
carry उठाना
carry@vehicle ढोना
choose चुनना vec=लेना
drive चलाना
wash धोना
wash@child नहलाना
wash@dog नहलाना
cook पकाना bare=1
forget भूलना ne=no vec=जाना always=1
watch देखना
hide छिपाना
break तोड़ना vec=देना
wear पहनना
follow पीछा v=करना lg=Masc gen=का
sing गाना
draw चित्र v=बनाना lg=Masc gen=का
cut काटना
use इस्तेमाल v=करना lg=Masc gen=का
plan_v योजना v=बनाना lg=Fem gen=की
park_v पार्क v=करना
give देना
show दिखाना
send भेजना
bring लाना ne=no near=1
sell बेचना vec=देना
tell बताना
tell@story सुनाना
offer पेश v=करना upos=ADJ
say कहना
think सोचना
know जानना state=1
believe मानना state=1
hope उम्मीद v=करना lg=Fem state=1
"""

ADJECTIVES = """
good अच्छा
big बड़ा
new नया
old पुराना
old@person बूढ़ा
old@animal बूढ़ा
small छोटा
beautiful सुंदर
young युवा inv=1
long लंबा
red लाल
white सफेद
black काला
important महत्वपूर्ण
happy खुश
bad बुरा
bad@food खराब
strong मजबूत
strong@coffee कड़क
strong@tea कड़क
cold ठंडा
rich अमीर
short छोटा
poor गरीब
famous मशहूर
green हरा
difficult कठिन
expensive महंगा
clean साफ
heavy भारी
interesting रोचक
sad दुखी
sad@text दुखद
blue नीला
empty खाली
tired थका
warm गर्म
cheap सस्ता
weak कमजोर
weak@coffee हल्का
weak@tea हल्का
dirty गंदा
full भरा
easy आसान
fresh ताजा
dangerous खतरनाक
quiet शांत
sick बीमार
fast तेज
slow धीमा
kind दयालु
light हल्का
"""

# upos, rel=what is not ADV and advmod; host=noun that the word describes, post=its postposition,
# before=word before it, redup=1: said twice
OTHERS = """
well अच्छा form=अच्छी host=तरह
badly बुरा form=बुरी host=तरह
slowly धीरे redup=1
quickly जल्दी
together साथ
quietly चुपचाप
carefully सावधानी upos=NOUN rel=obl post=से
today आज upos=NOUN rel=obl:tmod
now अब upos=NOUN rel=obl:tmod
yesterday कल upos=NOUN rel=obl:tmod
often अक्सर
always हमेशा
sometimes कभी redup=1
again फिर post=से
then फिर
suddenly अचानक
yes हां
no नहीं
oh ओह
here यहां upos=NOUN rel=obl
there वहां upos=NOUN rel=obl
very बहुत upos=DET
too ज्यादा upos=DET before=बहुत
three तीन
four चार
five पांच
ten दस
seven सात
six छह
hundred सौ
he वह obl=उस को=उसे poss=उसक
she वह obl=उस को=उसे poss=उसक
i मैं obl=मुझ ने=मैंने को=मुझे poss=मेर
they वे obl=उन ने=उन्होंने को=उन्हें poss=उनक
we हम obl=हम को=हमें poss=हमार
you तुम obl=तुम को=तुम्हें poss=तुम्हार
who कौन obl=किस को=किसे poss=किसक
"""

NAMES = """
Maria मारिया
Anna अन्ना
Sara सारा
Laura लौरा
Eva ईवा
Julia जूलिया
Nina नीना
Elena एलेना
Olga ओल्गा
Fatima फातिमा
Emma एमा
Lena लेना
David डेविड
Adam एडम
Omar उमर
Ivan इवान
Thomas थॉमस
Karim करीम
Daniel डैनियल
Martin मार्टिन
Paul पॉल
Ali अली
Kenji केंजी
Oscar ऑस्कर
Smith स्मिथ
Garcia गार्सिया
Martin_s मार्टिन
Rossi रॉसी
Novak नोवाक
Tanaka तनाका
Ivanov इवानोव
Weber वेबर
Silva सिल्वा
Haddad हद्दाद
Kaya काया
Singh सिंह
Paris पेरिस
London लंदन
Berlin बर्लिन
Moscow मॉस्को
Rome रोम
Cairo काहिरा
Tokyo टोक्यो
Istanbul इस्तांबुल
Delhi दिल्ली g=Fem
Madrid मैड्रिड
Vienna वियना
Lisbon लिस्बन
Prague प्राग
Boston बोस्टन
France फ्रांस
India भारत
Japan जापान
Egypt मिस्र
Turkey तुर्की
Canada कनाडा
Google Google
UNESCO यूनेस्को
BMW BMW
NASA नासा
Samsung Samsung
FIFA फीफा
Microsoft Microsoft
Interpol इंटरपोल
IBM IBM
Reuters रॉयटर्स
"""

LEXICON = parse_lexicon(unicodedata.normalize("NFC", NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES))
