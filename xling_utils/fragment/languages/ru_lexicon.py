"""Russian: the lexicon. Belongs to `xling_utils.fragment.languages.ru`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

# g=gender where the lemma does not show it, st=stem before endings, np/gp/ip=nominative, genitive and
# instrumental plural, cp=genitive plural after numerals, ap=ам for hard endings of the other cases of the
# plural, o=stressed endings after a sibilant, l2=locative after "в" and "на", at=на (not "в"), decl=adj or no
# declension
NOUNS = """
man мужчина g=Masc
woman женщина
child ребенок st=ребенк np=дети gp=детей ip=детьми
teacher учитель np=учителя fem=учительница
friend друг np=друзья gp=друзей fem=подруга
doctor врач o=1
student студент fem=студентка fem_gp=студенток
mother мать st=матер
father отец st=отц o=1
neighbour сосед np=соседи gp=соседей fem=соседка fem_gp=соседок
writer писатель fem=писательница
worker рабочий decl=adj fem=работница
brother брат np=братья gp=братьев
sister сестра gp=сестер
driver водитель
soldier солдат gp=солдат
singer певец st=певц o=1 fem=певица
king король
farmer фермер
chef повар np=повара
guest гость
person_n человек cp=человек np=люди gp=людей ip=людьми
dog собака
horse лошадь g=Fem ip=лошадьми
cat кошка gp=кошек
bird птица
fish рыба
cow корова
sheep овца gp=овец o=1
wolf волк
bear медведь
lion лев st=льв
mouse мышь g=Fem ap=ам
animal_n животное decl=adj g=Neut
bread хлеб
meat мясо
rice рис
soup суп
cheese сыр
salt соль g=Fem
apple яблоко np=яблоки gp=яблок
egg яйцо gp=яиц o=1
cake торт
lemon лимон
tomato помидор
water вода
milk молоко
coffee кофе decl=no g=Masc
tea чай
wine вино
juice сок
house дом np=дома
school школа
shop магазин
hospital больница
hotel гостиница
church церковь g=Fem st=церкв ap=ам
museum музей
office офис
library библиотека
bridge мост l2=мосту at=на
room комната
kitchen кухня gp=кухонь at=на
building_n здание
station вокзал at=на
city город np=города
village деревня gp=деревень
street дорога at=на
market рынок st=рынк at=на
garden сад l2=саду
park парк
forest лес np=леса l2=лесу
island остров np=острова at=на
beach пляж at=на
car автомобиль
train поезд np=поезда
ship корабль
bus автобус
plane самолет
bicycle велосипед
vehicle_n машина
phone телефон
key ключ o=1
bag сумка gp=сумок
box коробка gp=коробок
knife нож o=1
clock будильник
bottle бутылка gp=бутылок
cup чашка gp=чашек
ball мяч o=1
lamp лампа
computer компьютер
camera камера
ring кольцо gp=колец o=1
gift подарок st=подарк
ticket билет
shirt рубашка gp=рубашек
coat пальто decl=no g=Neut
hat шляпа
shoe ботинок st=ботинк gp=ботинок
dress платье gp=платьев
table стол
door дверь g=Fem
bed кровать g=Fem
window окно gp=окон
chair стул np=стулья gp=стульев
book книга
letter письмо gp=писем
story история
song песня gp=песен
newspaper газета
poem стихотворение
report доклад
word слово
map карта
tree дерево np=деревья gp=деревьев
river река
flower цветок st=цветк np=цветы gp=цветов
stone камень st=камн
mountain гора
star звезда
lake озеро
leaf лист np=листья gp=листьев
war война
game игра
film фильм
meeting встреча
visit_n визит
party праздник
dance_n танец st=танц
lesson урок
walk_n прогулка gp=прогулок
problem проблема
question вопрос
work_n работа
idea идея
answer ответ
law закон
plan план
dream сон st=сн
hope_n надежда
language язык
company компания
team команда
bank банк
government правительство
army армия
"""

# p=present (1st and 3rd singular, 3rd plural; or all five forms), pf=perfective that makes the past,
# ip/pp=irregular past (masculine/feminine) of the imperfective and the perfective, gov=marker of the
# object, once=perfective after "вдруг" (op=its irregular past).
VERBS = """
sleep спать once=заснуть p=сплю/спит/спят
work работать
live жить p=живу/живет/живут
arrive приезжать pf=приехать
run бегать once=побежать
return возвращаться pf=вернуться
play играть
laugh смеяться once=засмеяться p=смею/смеет/смеют
fall падать pf=упасть pp=упал/упала
swim плавать once=поплыть
cry плакать once=заплакать p=плачу/плачет/плачут
dance танцевать once=затанцевать p=танцую/танцует/танцуют
stop останавливаться pf=остановиться
fly летать once=полететь
grow расти p=расту/растет/растут ip=рос/росла pf=вырасти pp=вырос/выросла
smile улыбаться pf=улыбнуться
walk гулять once=пойти op=пошел/пошла
answer_v отвечать pf=ответить
dream_v мечтать
see видеть p=вижу/видит/видят pf=увидеть
read читать pf=прочитать
find находить p=нахожу/находит/находят pf=найти pp=нашел/нашла
buy покупать pf=купить
love любить p=люблю/любит/любят
eat есть p=ем/ешь/ест/едим/едят ip=ел/ела pf=съесть pp=съел/съела
write писать p=пишу/пишет/пишут pf=написать
open открывать pf=открыть
want хотеть p=хочу/хочешь/хочет/хотим/хотят
drink пить p=пью/пьет/пьют pf=выпить
help помогать pf=помочь pp=помог/помогла gov=dative
visit посещать pf=посетить
hear слышать p=слышу/слышит/слышат pf=услышать
build строить p=строю/строит/строят pf=построить
lose терять pf=потерять
close закрывать pf=закрыть
carry нести p=несу/несет/несут ip=нес/несла
choose выбирать pf=выбрать
drive водить p=вожу/водит/водят
wash мыть p=мою/моет/моют pf=вымыть
cook готовить p=готовлю/готовит/готовят pf=приготовить
forget забывать pf=забыть
watch смотреть p=смотрю/смотрит/смотрят pf=посмотреть
hide прятать p=прячу/прячет/прячут pf=спрятать
break ломать pf=сломать
wear носить p=ношу/носит/носят
follow следовать pf=последовать gov=behind
sing петь p=пою/поет/поют pf=спеть
draw рисовать pf=нарисовать
cut резать p=режу/режет/режут pf=порезать
use пользоваться p=пользую/пользует/пользуют pf=воспользоваться gov=instrument
plan_v планировать pf=запланировать
park_v парковать pf=припарковать
give давать p=даю/дает/дают pf=дать
show показывать pf=показать
send отправлять pf=отправить
bring приносить p=приношу/приносит/приносят pf=принести pp=принес/принесла
sell продавать p=продаю/продает/продают pf=продать
tell рассказывать pf=рассказать
offer предлагать pf=предложить
say говорить p=говорю/говорит/говорят pf=сказать
think думать once=подумать
know знать once=узнать
believe верить once=поверить p=верю/верит/верят
hope надеяться p=надею/надеет/надеют
"""

# The word where the goal, the object, the subject or the noun is of a certain kind: concept@kind.
SPECIAL = """
arrive@vehicle прибывать pf=прибыть
run@goal бежать p=бегу/бежит/бегут pf=прибежать
fly@goal лететь p=лечу/летит/летят pf=прилететь
walk@goal идти p=иду/идет/идут ip=шел/шла pf=прийти pp=пришел/пришла
visit@person навещать pf=навестить
lose@game проигрывать pf=проиграть
lose@war проигрывать pf=проиграть
carry@vehicle везти p=везу/везет/везут ip=вез/везла
wash@clothing стирать pf=постирать
break@cup разбивать pf=разбить
break@bottle разбивать pf=разбить
break@window разбивать pf=разбить
break@lamp разбивать pf=разбить
tell@idea рассказывать pf=рассказать gov=about
write@map составлять pf=составить
cut@tree рубить p=рублю/рубит/рубят pf=срубить
cut@flower срезать pf=срезать
watch@animal смотреть p=смотрю/смотрит/смотрят pf=посмотреть gov=gaze
watch@star смотреть p=смотрю/смотрит/смотрят pf=посмотреть gov=gaze
good@person хороший
strong@drink крепкий
long@event долгий
long@film длинный
"""

# short=short form of the predicate (masculine, or masculine/feminine without -а), too=the same after
# "слишком" only
ADJECTIVES = """
good хороший
big большой too=велик
new новый
old старый too=стар
small маленький too=мал
beautiful красивый
young молодой too=молод
long длинный
red красный
white белый
black черный
important важный short=важен/важн
happy счастливый short=счастлив
bad плохой
strong сильный
cold холодный
rich богатый short=богат
short короткий too=короток/коротк
poor бедный short=беден/бедн
famous знаменитый short=знаменит
green зеленый
difficult трудный too=труден/трудн
expensive дорогой too=дорог
clean чистый
heavy тяжелый too=тяжел
interesting интересный
sad грустный
blue синий
empty пустой short=пуст
tired усталый
warm теплый
cheap дешевый
weak слабый too=слаб
dirty грязный
full полный short=полон/полн
easy простой too=прост
fresh свежий
dangerous опасный short=опасен/опасн
quiet тихий
sick больной short=болен/больн
fast быстрый
slow медленный
kind добрый
light легкий
"""

# Ins=instrumental, Obl=genitive, locative (and dative, unless Dat= gives it)
OTHERS = """
well хорошо
slowly медленно
quickly быстро
together вместе
quietly тихо
carefully осторожно
badly плохо
today сегодня
now сейчас
often часто
always всегда
yesterday вчера
again снова
then потом
suddenly вдруг
yes да
no нет
oh о
sometimes иногда
here здесь
there там
very очень
too слишком
three три Obl=трех Dat=трем Ins=тремя
four четыре Obl=четырех Dat=четырем Ins=четырьмя
five пять Obl=пяти Ins=пятью
six шесть Obl=шести Ins=шестью
seven семь Obl=семи Ins=семью
ten десять Obl=десяти Ins=десятью
hundred сто Obl=ста Ins=ста
he он Gen=его Dat=ему Acc=его Ins=им Loc=нем poss=его
she она Gen=ее Dat=ей Acc=ее Ins=ей Loc=ней poss=ее
i я Gen=меня Dat=мне Acc=меня Ins=мной Loc=мне poss=мой
they они Gen=их Dat=им Acc=их Ins=ими Loc=них poss=их
we мы Gen=нас Dat=нам Acc=нас Ins=нами Loc=нас poss=наш
you ты Gen=тебя Dat=тебе Acc=тебя Ins=тобой Loc=тебе poss=твой
who кто Gen=кого Dat=кому Acc=кого Ins=кем Loc=ком
"""

NAMES = """
Maria Мария
Anna Анна
Sara Сара
Laura Лаура
Eva Ева
Julia Юлия
Nina Нина
Elena Елена
Olga Ольга
Fatima Фатима
Emma Эмма
Lena Лена
David Давид
Adam Адам
Omar Омар
Ivan Иван
Thomas Томас
Karim Карим
Daniel Даниэль
Martin Мартин
Paul Пол
Ali Али decl=no
Kenji Кэндзи decl=no
Oscar Оскар
Smith Смит
Garcia Гарсия
Martin_s Мартин
Rossi Росси decl=no
Novak Новак
Tanaka Танака
Ivanov Иванов decl=ov
Weber Вебер
Silva Силва
Haddad Хаддад
Kaya Кая
Singh Сингх
Paris Париж
London Лондон
Berlin Берлин
Moscow Москва
Rome Рим
Cairo Каир
Tokyo Токио decl=no g=Masc
Istanbul Стамбул
Delhi Дели decl=no g=Masc
Madrid Мадрид
Vienna Вена
Lisbon Лиссабон
Prague Прага
Boston Бостон
France Франция
India Индия
Japan Япония
Egypt Египет st=Египт
Turkey Турция
Canada Канада
Google Google decl=no
UNESCO ЮНЕСКО decl=no g=Fem
BMW BMW decl=no g=Fem
NASA НАСА decl=no g=Neut
Samsung Samsung decl=no
FIFA ФИФА decl=no g=Fem
Microsoft Microsoft decl=no
Interpol Интерпол
IBM IBM decl=no g=Fem
Reuters Рейтер decl=no
"""

LEXICON = parse_lexicon(NOUNS + VERBS + SPECIAL + ADJECTIVES + OTHERS + NAMES)
