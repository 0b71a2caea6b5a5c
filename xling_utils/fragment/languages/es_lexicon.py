"""Spanish: the lexicon. Belongs to `xling_utils.fragment.languages.es`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, on=preposition for "on" where it is not "sobre", pl=irregular plural
NOUNS = """
man hombre
woman mujer g=Fem
child niño
teacher profesor fem=profesora
friend amigo fem=amiga
doctor médico fem=médica
student estudiante fem=estudiante
mother madre g=Fem
father padre
neighbour vecino fem=vecina
writer escritor fem=escritora
worker trabajador fem=trabajadora
brother hermano
sister hermana g=Fem
driver conductor fem=conductora
soldier soldado fem=soldado
singer cantante fem=cantante
king rey
farmer agricultor fem=agricultora
chef cocinero
guest invitado
person_n persona g=Fem
animal_n animal
building_n edificio
vehicle_n vehículo
dog perro
horse caballo
cat gato
bird pájaro
fish pez
cow vaca g=Fem
sheep oveja g=Fem
wolf lobo
bear oso
lion león
mouse ratón
bread pan
meat carne g=Fem
rice arroz
soup sopa g=Fem
cheese queso
salt sal g=Fem
apple manzana g=Fem
egg huevo
cake pastel
lemon limón
tomato tomate
water agua g=Fem
milk leche g=Fem
coffee café
tea té
wine vino
juice zumo
house casa g=Fem
school escuela g=Fem
shop tienda g=Fem
hospital hospital
hotel hotel
church iglesia g=Fem
museum museo
office oficina g=Fem
library biblioteca g=Fem
bridge puente on=en
kitchen cocina g=Fem
station estación g=Fem
room habitación g=Fem
city ciudad g=Fem
village pueblo
street calle g=Fem on=en
market mercado
garden jardín
park parque
forest bosque
island isla g=Fem on=en
beach playa g=Fem on=en
car coche
train tren
ship barco
bus autobús
plane avión
bicycle bicicleta g=Fem
phone teléfono
key llave g=Fem
bag bolsa g=Fem
box caja g=Fem
knife cuchillo
clock reloj
bottle botella g=Fem
cup taza g=Fem
ball pelota g=Fem
lamp lámpara g=Fem
computer ordenador
camera cámara g=Fem
ring anillo
gift regalo
ticket billete
shirt camisa g=Fem
coat abrigo
hat sombrero
shoe zapato
dress vestido
table mesa g=Fem
door puerta g=Fem
bed cama g=Fem on=en
window ventana g=Fem
chair silla g=Fem on=en
book libro
letter carta g=Fem
story cuento
song canción g=Fem
newspaper periódico
poem poema
report informe
word palabra g=Fem
map mapa
tree árbol
river río
flower flor g=Fem
stone piedra g=Fem
mountain montaña g=Fem on=en
star estrella g=Fem
lake lago
leaf hoja g=Fem
war guerra g=Fem
game juego
film película g=Fem
meeting encuentro
visit_n visita g=Fem
party fiesta g=Fem
dance_n baile
lesson lección g=Fem
walk_n paseo
problem problema
question pregunta g=Fem
work_n trabajo
idea idea g=Fem
answer respuesta g=Fem
law ley g=Fem
plan plan
dream sueño
hope_n esperanza g=Fem
language lengua g=Fem
company empresa g=Fem
team equipo
bank banco
government gobierno
army ejército
"""

# keys: see es_morphology
VERBS = """
sleep dormir st=duerm t3=durm
work trabajar
live vivir
arrive llegar
run correr
return volver st=vuelv pp=vuelto
play jugar st=jueg
laugh reír st=rí t3=ri t=reí/reíste/rio/reímos/rieron
fall caer yo=caigo
swim nadar
cry llorar
dance bailar
stop parar
fly volar st=vuel
grow crecer yo=crezco
smile sonreír st=sonrí t3=sonri t=sonreí/sonreíste/sonrió/sonreímos/sonrieron
walk caminar
answer_v responder
dream_v soñar st=sueñ
see ver yo=veo t=vi/viste/vio/vimos/vieron i=veía/veías/veía/veíamos/veían pp=visto
read leer
find encontrar st=encuentr
buy comprar
love amar
eat comer
write escribir pp=escrito
open abrir pp=abierto
want querer st=quier pt=quis
drink beber
help ayudar
visit visitar
hear oír st=oy yo=oigo
build construir st=construy yo=construyo t3=construy
lose perder st=pierd
close cerrar st=cierr
carry llevar
choose elegir st=elig yo=elijo t3=elig
drive conducir yo=conduzco pt=conduj
wash lavar
cook cocinar
forget olvidar
watch mirar
watch@film ver yo=veo t=vi/viste/vio/vimos/vieron i=veía/veías/veía/veíamos/veían pp=visto
watch@game ver yo=veo t=vi/viste/vio/vimos/vieron i=veía/veías/veía/veíamos/veían pp=visto
hide esconder
break romper pp=roto
wear usar
follow seguir st=sigu yo=sigo t3=sigu
sing cantar
draw dibujar
cut cortar
use utilizar
plan_v planear
park_v aparcar
give dar yo=doy t=di/diste/dio/dimos/dieron s=dé/des/dé/demos/den
show mostrar st=muestr
send enviar st=enví
bring traer yo=traigo pt=traj
sell vender
tell contar st=cuent
offer ofrecer yo=ofrezco
say decir yo=digo st=dic pt=dij pp=dicho
think pensar st=piens
know saber yo=sé pt=sup s=sepa/sepas/sepa/sepamos/sepan
believe creer
hope esperar
"""

# pos=pre stands before the noun, short= its short form there; be=estar is a passing state
ADJECTIVES = """
good bueno pos=pre short=buen
good@food bueno pos=pre short=buen be=estar
good@drink bueno pos=pre short=buen be=estar
big grande
new nuevo
new@text nuevo pos=pre
new@event nuevo pos=pre
new@idea nuevo pos=pre
old viejo
old@friend viejo pos=pre
small pequeño
beautiful hermoso
young joven pl=jóvenes fpl=jóvenes
young@person joven pl=jóvenes fpl=jóvenes pos=pre
young@man joven pl=jóvenes fpl=jóvenes
young@woman joven pl=jóvenes fpl=jóvenes
young@child joven pl=jóvenes fpl=jóvenes
young@person_n joven pl=jóvenes fpl=jóvenes
long largo
red rojo
white blanco
black negro
important importante
happy feliz be=estar
bad malo pos=pre short=mal
bad@food malo pos=pre short=mal be=estar
strong fuerte
cold frío be=estar
rich rico
short corto
poor pobre
famous famoso
green verde
difficult difícil
expensive caro
clean limpio be=estar
heavy pesado
interesting interesante
sad triste
sad@person triste be=estar
blue azul
empty vacío be=estar
tired cansado be=estar
warm cálido
warm@food caliente be=estar
warm@drink caliente be=estar
cheap barato
weak débil
dirty sucio be=estar
full lleno be=estar
easy fácil
fresh fresco be=estar
dangerous peligroso
quiet tranquilo
sick enfermo be=estar
fast rápido
slow lento
kind amable
light ligero
"""

# case= and det= make a phrase that serves as an adverb
OTHERS = """
well bien
slowly lentamente
quickly rápido
together junto
quietly silencio case=en
carefully cuidado case=con
badly mal
today hoy
now ahora
often menudo case=a
always siempre
yesterday ayer
again vez det=otra det_lemma=otro
sometimes veces case=a lemma=vez
then entonces
suddenly repente case=de
here aquí
there allí
very muy
too demasiado
yes sí
no no
oh oh
three tres
four cuatro
five cinco
ten diez
seven siete
six seis
hundred cien
he él poss=su
she ella poss=su
i yo Prep=mí poss=mi
they ellos poss=su
we nosotros poss=nuestro
you tú Prep=ti poss=tu
who quién
"""

SPANISH_NAMES = {
    "Maria": "María",
    "Anna": "Ana",
    "Fatima": "Fátima",
    "Ivan": "Iván",
    "Martin": "Martín",
    "Martin_s": "Martín",
    "Oscar": "Óscar",
    "Ali": "Alí",
    "Garcia": "García",
    "Paris": "París",
    "London": "Londres",
    "Berlin": "Berlín",
    "Moscow": "Moscú",
    "Rome": "Roma",
    "Cairo": "Cairo",
    "Tokyo": "Tokio",
    "Istanbul": "Estambul",
    "Vienna": "Viena",
    "Lisbon": "Lisboa",
    "Prague": "Praga",
    "France": "Francia",
    "Japan": "Japón",
    "Egypt": "Egipto",
    "Turkey": "Turquía",
    "Canada": "Canadá",
}
NAMES = "\n".join(f"{name} {SPANISH_NAMES.get(name, name)}" for name in c.ENTITY_TYPE)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
