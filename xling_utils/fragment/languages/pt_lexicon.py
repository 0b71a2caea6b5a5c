"""Portuguese: the lexicon. Belongs to `xling_utils.fragment.languages.pt`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, on=preposition for "on" where it is not "sobre", pl=irregular plural
NOUNS = """
man homem
woman mulher g=Fem
child criança g=Fem
teacher professor fem=professora
friend amigo fem=amiga
doctor médico fem=médica
student estudante fem=estudante
mother mãe g=Fem
father pai
neighbour vizinho fem=vizinha
writer escritor fem=escritora
worker trabalhador fem=trabalhadora
brother irmão pl=irmãos
sister irmã g=Fem
driver motorista fem=motorista
soldier soldado fem=soldado
singer cantor fem=cantora
king rei
farmer agricultor fem=agricultora
chef cozinheiro
guest convidado
person_n pessoa g=Fem
animal_n animal
building_n prédio
vehicle_n veículo
dog cachorro
horse cavalo
cat gato
bird pássaro
fish peixe
cow vaca g=Fem
sheep ovelha g=Fem
wolf lobo
bear urso
lion leão
mouse rato
bread pão
meat carne g=Fem
rice arroz
soup sopa g=Fem
cheese queijo
salt sal
apple maçã g=Fem
egg ovo
cake bolo
lemon limão
tomato tomate
water água g=Fem
milk leite
coffee café
tea chá
wine vinho
juice suco
house casa g=Fem
school escola g=Fem
shop loja g=Fem
hospital hospital
hotel hotel
church igreja g=Fem
museum museu
office escritório
library biblioteca g=Fem
bridge ponte g=Fem on=em
kitchen cozinha g=Fem
station estação g=Fem
room quarto
city cidade g=Fem
village aldeia g=Fem
street rua g=Fem on=em
market mercado
garden jardim
park parque
forest floresta g=Fem
island ilha g=Fem on=em
beach praia g=Fem on=em
car carro
train trem
ship navio
bus ônibus pl=ônibus
plane avião
bicycle bicicleta g=Fem
phone telefone
key chave g=Fem
bag bolsa g=Fem
box caixa g=Fem
knife faca g=Fem
clock relógio
bottle garrafa g=Fem
cup xícara g=Fem
ball bola g=Fem
lamp lâmpada g=Fem
computer computador
camera câmera g=Fem
ring anel
gift presente
ticket bilhete
shirt camisa g=Fem
coat casaco
hat chapéu
shoe sapato
dress vestido
table mesa g=Fem
door porta g=Fem
bed cama g=Fem on=em
window janela g=Fem
chair cadeira g=Fem on=em
book livro
letter carta g=Fem
story conto
song canção g=Fem
newspaper jornal
poem poema
report relatório
word palavra g=Fem
map mapa
tree árvore g=Fem
river rio
flower flor g=Fem
stone pedra g=Fem
mountain montanha g=Fem on=em
star estrela g=Fem
lake lago
leaf folha g=Fem
war guerra g=Fem
game jogo
film filme
meeting encontro
visit_n visita g=Fem
party festa g=Fem
dance_n dança g=Fem
lesson aula g=Fem
walk_n passeio
problem problema
question pergunta g=Fem
work_n trabalho
idea ideia g=Fem
answer resposta g=Fem
law lei g=Fem
plan plano
dream sonho
hope_n esperança g=Fem
language língua g=Fem
company empresa g=Fem
team equipe g=Fem
bank banco
government governo
army exército
"""

# keys: see pt_morphology; gov=marker of the object
VERBS = """
sleep dormir eu=durmo
work trabalhar
live viver
arrive chegar
run correr
return voltar
play jogar
laugh rir p=rio/ri/rimos/riem s=ria/ria/riamos/riam
fall cair p=caio/cai/caímos/caem
swim nadar
cry chorar
dance dançar
stop parar
fly voar
grow crescer eu=cresço
smile sorrir p=sorrio/sorri/sorrimos/sorriem s=sorria/sorria/sorriamos/sorriam
walk andar
answer_v responder
dream_v sonhar
see ver p=vejo/vê/vemos/veem t=vi/viu/vimos/viram pp=visto
read ler p=leio/lê/lemos/leem t=li/leu/lemos/leram
find encontrar
buy comprar
love amar
eat comer
write escrever pp=escrito
open abrir pp=aberto
want querer p=quero/quer/queremos/querem t=quis/quis/quisemos/quiseram s=queira/queira/queiramos/queiram
drink beber
help ajudar
visit visitar
hear ouvir eu=ouço
build construir p=construo/constrói/construímos/constroem
lose perder eu=perco
close fechar
carry levar
choose escolher
drive dirigir eu=dirijo
wash lavar
cook cozinhar
forget esquecer eu=esqueço
watch observar
watch@film assistir gov=attended
watch@game assistir gov=attended
hide esconder
break quebrar
wear usar
follow seguir eu=sigo
sing cantar
draw desenhar
cut cortar
use utilizar
plan_v planejar
park_v estacionar
give dar p=dou/dá/damos/dão t=dei/deu/demos/deram s=dê/dê/demos/deem
show mostrar
send enviar
bring trazer p=trago/traz/trazemos/trazem t=trouxe/trouxe/trouxemos/trouxeram
sell vender
tell contar
offer oferecer eu=ofereço
say dizer p=digo/diz/dizemos/dizem t=disse/disse/dissemos/disseram pp=dito
think pensar
know saber p=sei/sabe/sabemos/sabem t=soube/soube/soubemos/souberam s=saiba/saiba/saibamos/saibam
believe acreditar
hope esperar
"""

# pos=pre stands before the noun; f=feminine, pl=plural; be=estar is a passing state
ADJECTIVES = """
good bom pos=pre f=boa
good@food bom pos=pre f=boa be=estar
good@drink bom pos=pre f=boa be=estar
big grande
new novo
new@text novo pos=pre
new@event novo pos=pre
new@idea novo pos=pre
old velho
old@friend velho pos=pre
small pequeno
beautiful bonito
young jovem
young@person jovem pos=pre
young@man jovem
young@woman jovem
young@child jovem
young@person_n jovem
long longo
red vermelho
white branco
black preto
important importante
happy feliz be=estar
bad ruim
bad@food ruim be=estar
strong forte
cold frio be=estar
rich rico
short curto
poor pobre
famous famoso
green verde
difficult difícil pl=difíceis fpl=difíceis
expensive caro
clean limpo be=estar
heavy pesado
interesting interessante
sad triste
sad@person triste be=estar
blue azul
empty vazio be=estar
tired cansado be=estar
warm quente
warm@food quente be=estar
warm@drink quente be=estar
cheap barato
weak fraco
dirty sujo be=estar
full cheio be=estar
easy fácil pl=fáceis fpl=fáceis
fresh fresco be=estar
dangerous perigoso
quiet tranquilo
sick doente be=estar
fast rápido
slow lento
kind gentil
light leve
"""

# case= and det= make a phrase that serves as an adverb; after=1 stands after its adjective
OTHERS = """
well bem
slowly lentamente
quickly rápido
together junto
quietly silêncio case=em
carefully cuidado case=com
badly mal
today hoje
now agora
often frequentemente
always sempre
yesterday ontem
again novamente
sometimes vezes case=a det=as det_lemma=o lemma=vez
then então
suddenly repente case=de
here aqui
there ali
very muito
too demais after=1
yes sim
no não
oh oh
three três
four quatro
five cinco
ten dez
seven sete
six seis
hundred cem
he ele
she ela
i eu Prep=mim poss=meu
they eles
we nós poss=nosso
you você poss=seu
poss@i meu f=minha
poss@we nosso
poss@you seu f=sua
who quem
"""

PORTUGUESE_NAMES = {
    "Anna": "Ana",
    "Fatima": "Fátima",
    "Martin_s": "Martin",
    "London": "Londres",
    "Berlin": "Berlim",
    "Moscow": "Moscou",
    "Rome": "Roma",
    "Tokyo": "Tóquio",
    "Istanbul": "Istambul",
    "Delhi": "Délhi",
    "Madrid": "Madri",
    "Vienna": "Viena",
    "Lisbon": "Lisboa",
    "Prague": "Praga",
    "France": "França",
    "India": "Índia",
    "Japan": "Japão",
    "Egypt": "Egito",
    "Turkey": "Turquia",
    "Canada": "Canadá",
}
MASCULINE = frozenset("Cairo Japan Egypt Canada Google".split())
WITH_ARTICLE = c.COUNTRIES | {"Cairo"} | set(c.ORGANISATIONS)
"""Names that take the article, whose gender is ``art``."""


def _name(concept: str) -> str:
    gender = "Masc" if concept in MASCULINE else "Fem"
    article = f" g={gender} art={gender}" if concept in WITH_ARTICLE else ""
    return f"{concept} {PORTUGUESE_NAMES.get(concept, concept)}{article}"


LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + "\n".join(map(_name, c.ENTITY_TYPE)))
