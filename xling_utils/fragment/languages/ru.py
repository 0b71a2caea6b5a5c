"""Russian: SVO, no articles, six cases, three genders, animacy, verbal aspect, no copula in the present."""

from __future__ import annotations

from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

# g=gender where the lemma does not show it, st=stem before endings, np/gp/ip=nominative/genitive/instrumental
# plural, ap=ам for hard endings of the other cases of the plural, o=stressed endings after a sibilant, l2=locative after "в" and "на", at=на (not "в"), decl=adj or no declension
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
car машина
train поезд np=поезда
ship корабль
bus автобус
plane самолет
bicycle велосипед
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

# p=present (1st and 3rd singular, 3rd plural; or all five forms), pf=perfective that makes the past, ip/pp=irregular past
# (masculine/feminine) of the imperfective and the perfective, gov=marker of the object.
VERBS = """
sleep спать p=сплю/спит/спят
work работать
live жить p=живу/живет/живут
arrive приезжать pf=приехать
run бегать
return возвращаться pf=вернуться
play играть
laugh смеяться p=смею/смеет/смеют
fall падать pf=упасть pp=упал/упала
swim плавать
cry плакать p=плачу/плачет/плачут
dance танцевать p=танцую/танцует/танцуют
stop останавливаться pf=остановиться
fly летать
grow расти p=расту/растет/растут ip=рос/росла pf=вырасти pp=вырос/выросла
smile улыбаться pf=улыбнуться
walk гулять
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
think думать
know знать
believe верить p=верю/верит/верят
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

# short=short form of the predicate (masculine, or masculine/feminine without -а)
ADJECTIVES = """
good хороший short=хорош
big большой
new новый
old старый
small маленький
beautiful красивый
young молодой
long длинный
red красный
white белый
black черный
important важный short=важен/важн
happy счастливый short=счастлив
bad плохой short=плох
strong сильный
cold холодный
rich богатый short=богат
short короткий
poor бедный short=беден/бедн
famous знаменитый short=знаменит
green зеленый
difficult трудный
expensive дорогой short=дорог
clean чистый
heavy тяжелый
interesting интересный
sad грустный
blue синий
empty пустой short=пуст
tired усталый
warm теплый
cheap дешевый
weak слабый
dirty грязный
full полный short=полон/полн
easy простой
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

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ENDINGS = {  # class of a noun -> endings of the singular in the order of CASES; "=" is the lemma, "*" depends on animacy
    "hard": ("=", "а", "у", "*", "ом", "е"),
    "soft": ("=", "я", "ю", "*", "ем", "е"),
    "а": ("=", "ы", "е", "у", "ой", "е"),
    "я": ("=", "и", "е", "ю", "ей", "е"),
    "ия": ("=", "и", "и", "ю", "ей", "и"),
    "ь": ("=", "и", "и", "=", "ью", "и"),
    "о": ("=", "а", "у", "=", "ом", "е"),
    "е": ("=", "я", "ю", "=", "ем", "е"),
    "ие": ("=", "я", "ю", "=", "ем", "и"),
}
FEMININE_OV = ("а", "ой", "ой", "у", "ой", "ой")
DETERMINER_STEMS = {  # nominative Masc Fem Neut Plur; stem and endings of "oblique masculine", feminine, plural
    "этот": ("этот эта это эти", "эт", "ого ому им ом", "ой у", "их им ими"),
    "тот": ("тот та то те", "т", "ого ому ем ом", "ой у", "ех ем еми"),
    "мой": ("мой моя мое мои", "мо", "его ему им ем", "ей ю", "их им ими"),
    "твой": ("твой твоя твое твои", "тво", "его ему им ем", "ей ю", "их им ими"),
    "наш": ("наш наша наше наши", "наш", "его ему им ем", "ей у", "их им ими"),
}
HARD, VELAR, HUSHING, STRESSED, SOFT = range(5)
ADJECTIVE_ENDINGS = (  # masculine nominative aside: feminine, neuter, plural; oblique masculine; feminine; plural
    ("ая ое ые", "ого ому ым ом", "ой ую", "ых ым ыми"),
    ("ая ое ие", "ого ому им ом", "ой ую", "их им ими"),
    ("ая ее ие", "его ему им ем", "ей ую", "их им ими"),
    ("ая ое ие", "ого ому им ом", "ой ую", "их им ими"),
    ("яя ее ие", "его ему им ем", "ей юю", "их им ими"),
)
TO_THERE = {"here": "сюда", "there": "туда"}
GOAL = {"in": "to", "on": "onto"}
REPEATED = frozenset(("often", "always", "sometimes"))
BEFORE_SUBJECT = frozenset(("today", "yesterday"))
VOICED = {"в": ("в", "ф"), "с": ("с", "з", "ш", "ж")}
"""A preposition gets a vowel before these consonants, if another consonant follows them."""


class Russian(Language):
    """See the module."""

    code, name, family, script = "ru", "Russian", "Slavic", "Cyrillic"
    simplifications = (
        "The letter ё is written е, as in most print.",
        "The present is imperfective; the past is perfective, unless it is a state, an activity or repeated.",
        'A negated verb keeps its object in the accusative; only absence is impersonal ("Анны нет в Париже").',
        "Predicate adjectives are long (in the past instrumental), but some common ones are always short.",
        'A verb is plural after all numerals; "many" is многие, but много as an object.',
    )
    lexicon = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
    special = parse_lexicon(SPECIAL)
    function_words = {"and": "и", "but": "но", "because": "потому", "when": "когда", "that": "что"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "dative": Marker("Dat", deprel="iobj", slot="obj"),
        "instrument": Marker("Ins", deprel="iobj", slot="obj"),
        "gaze": Marker("Acc", before=("на",)),
        "recipient": Marker("Dat", deprel="iobj", slot="iobj"),
        "possessor": Marker("Gen", deprel="nmod", slot="owner"),
        "in": Marker("Loc", before=("в",)),
        "to": Marker("Acc", before=("в",)),
        "onto": Marker("Acc", before=("на",)),
        "from": Marker("Gen", before=("из",)),
        **{
            relation: Marker(case, before=(word,))
            for relation, word, case in (
                ("with", "с", "Ins"),
                ("near", "около", "Gen"),
                ("for", "для", "Gen"),
                ("on", "на", "Loc"),
                ("after", "после", "Gen"),
                ("without", "без", "Gen"),
                ("under", "под", "Ins"),
                ("before", "перед", "Ins"),
                ("behind", "за", "Ins"),
                ("about", "о", "Loc"),
            )
        },
    }
    clause_orders = {
        "main": "year early subj dash time where manner neg aux HEAD late iobj obj place comp advcl conj",
        "who": "subj year early dash time where manner neg aux HEAD late iobj obj place comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat owner rel other"
    comma_before = frozenset({"and", "but", "because", "when", "comp", "rel"})

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["who" if kind == "rel" or clause.question == "who" else "main"]

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        """The verb, chosen by its goal, its object or its subject."""
        kinds = ["goal"] if any(a.relation in ("to", "from") for a in clause.adjuncts) else []
        if clause.object is not None:
            kinds += [clause.object.head, clause.object.semantic_class]
        else:
            kinds.append(clause.subject.semantic_class)
        if clause.predicate == "carry":
            kinds.append(clause.subject.semantic_class)
        return self.choose(clause.predicate, kinds)

    def choose(self, concept: str, kinds: list[str]) -> Lexeme:
        """The word for a concept beside things of some kinds."""
        found = (self.special.get(f"{concept}@{kind}") for kind in kinds)
        return next((lexeme for lexeme in found if lexeme), self.lexicon[concept])

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.verb_lexeme(clause), self.agreement(clause.subject)
        past, perfective = clause.tense == "Past", bool(lexeme.get("pf")) and clause.time not in REPEATED
        lemma = lexeme.get("pf") if past and perfective else lexeme.lemma
        form = (
            past_form(lemma, lexeme.get("pp" if perfective else "ip"), agreement)
            if past
            else present(lexeme, agreement)
        )
        feats = {
            "Aspect": "Perf" if past and perfective else "Imp",
            "Mood": "Ind",
            "Number": agreement["Number"],
            "Tense": clause.tense,
            "VerbForm": "Fin",
            "Voice": "Mid" if lemma.endswith("ся") else "Act",
        }
        if not past:
            feats["Person"] = agreement["Person"]
        elif agreement["Number"] == "Sing":
            feats["Gender"] = agreement["Gender"]
        head = Node(form, "VERB", lemma=lemma, feats=feats, concept=clause.predicate)
        denied_adverb = clause.time in ("often", "always")
        return head, [negation("neg")] if clause.negated and not denied_adverb else []

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        if clause.predicate in ("arrive", "return"):  # "приехал в Париж": a goal, not a place
            goals = tuple(replace(a, relation=GOAL.get(a.relation, a.relation)) for a in clause.adjuncts)
            clause = replace(clause, adjuncts=goals)
        head = super().clause(clause, kind)
        for child in head.children:
            if child.upos != "ADV" or child.deprel != "advmod":
                continue
            if child.concept in BEFORE_SUBJECT:
                child.slot = "early"
            elif child.concept in TO_THERE and clause.predicate in ("arrive", "return"):
                child.form = child.lemma = TO_THERE[child.concept]
            elif child.slot == "place" and (clause.object or clause.negated):
                child.slot = "where"
            elif clause.negated and child.slot == "manner":
                child.slot = "late"
            elif clause.negated and child.concept in ("often", "always"):  # "не всегда"
                child.order = "neg HEAD"
                child.add(negation("neg"))
        return head

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        governed = self.verb_lexeme(clause).get("gov")
        return replace(self.markers[governed], slot="obj") if governed else self.markers["object"]

    def predicate(self, clause: Clause, kind: str) -> Node:
        """An absence is impersonal: "Анны нет в Париже", "Анны не было в Париже"."""
        if clause.kind != "place" or not clause.negated:
            return super().predicate(clause, kind)
        assert clause.place is not None
        feats = {"Aspect": "Imp", "Mood": "Ind", "Number": "Sing", "Tense": clause.tense, "VerbForm": "Fin"}
        if clause.tense == "Pres":
            head = Node("нет", "VERB", lemma="нет", feats=feats | {"Polarity": "Neg"})
        else:
            head = Node("было", "VERB", lemma="быть", feats=feats | {"Gender": "Neut"}).add(negation("neg"))
        head.order = self.clause_order(clause, kind)
        return head.add(self.adjunct(clause.place))

    def subject_marker(self, clause: Clause) -> Marker:
        marker = self.markers["subject"]
        return replace(marker, case="Gen") if clause.kind == "place" and clause.negated else marker

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        """ "быть" in the past; in the present nothing, or a dash between two nouns."""
        denial = [negation("neg")] if clause.negated else []
        if clause.tense == "Pres":
            dash = clause.kind == "noun" and not clause.negated and clause.subject.kind != "pronoun"
            return denial + ([Node("—", "PUNCT", "punct", "dash")] if dash else [])
        agreement = self.agreement(clause.subject)
        feats = {
            "Aspect": "Imp",
            "Mood": "Ind",
            "Number": agreement["Number"],
            "Tense": "Past",
            "VerbForm": "Fin",
            "Voice": "Act",
        }
        if agreement["Number"] == "Sing":
            feats["Gender"] = agreement["Gender"]
        return [Node(past_form("быть", "", agreement), "AUX", "cop", "aux", "быть", feats), *denial]

    def copular_head(self, clause: Clause) -> Node:
        """Nominative in the present, instrumental in the past; some adjectives are short."""
        case = "Ins" if clause.tense == "Past" else "Nom"
        if clause.kind == "noun":
            assert clause.noun is not None
            return self.noun_phrase(clause.noun, Marker(case))
        if clause.kind == "place":
            return super().copular_head(clause)
        agreement = self.agreement(clause.subject) | {"Case": case}
        lexeme = self.choose(clause.predicate, [clause.subject.head, clause.subject.semantic_class])
        node = self.adjective_node(clause.predicate, lexeme, agreement, clause.degree)
        if short := lexeme.get("short"):
            node.form = short_form(short, agreement)
            node.feats = {k: v for k, v in node.feats.items() if k != "Case"} | {"Variant": "Short"}
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        node = super().linked_clause(link, clause)
        if link == "because":  # "потому что" is one conjunction
            mark = next(child for child in node.children if child.deprel == "mark")
            mark.upos, mark.feats, mark.order = "ADV", {"Degree": "Pos"}, "HEAD fixed"
            mark.add(Node("что", "SCONJ", "fixed", "fixed"))
        return node

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        node = super().adverb(concept, slot)
        if node is not None:
            node.feats = {"Degree": "Pos"}
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Animacy": "Inan", "Case": "Loc", "Gender": "Masc", "Number": "Sing"}
        node = Node("году", "NOUN", "obl", "year", "год", feats, order="case number HEAD")
        number = Node(year, "ADJ", "amod", "number", feats={"NumForm": "Digit"}, concept=year)
        return node.add(Node("в", "ADP", "case", "case"), number)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct) -> Node:
        marker = self.markers[adjunct.relation]
        if adjunct.relation in ("in", "to", "from") and self.lexicon[adjunct.phrase.head].get("at"):
            marker = replace(marker, before=("с" if adjunct.relation == "from" else "на",))
        return self.noun_phrase(adjunct.phrase, marker)

    def gender(self, phrase: NounPhrase) -> str:
        gender = super().gender(phrase)
        known = phrase.kind == "pronoun" or phrase.head in c.GIVEN_NAMES or (phrase.sex == gender == "Fem")
        return gender if known else noun_gender(self.entry(phrase))

    def pronoun_form(self, concept: str, case: str) -> str:
        return super().pronoun_form(concept, case or "Nom")

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head == c.WHO:
            node.feats = {"Animacy": "Anim", "Case": marker.case, "Gender": "Masc", "Number": "Sing"}
        else:
            gendered = node.feats["Person"] == "3" and node.feats["Number"] == "Sing"
            node.feats = {
                k: v for k, v in node.feats.items() if k != "PronType" and (k != "Gender" or gendered)
            }
            node.feats["Case"] = marker.case
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        kind, person = c.ENTITY_TYPE[phrase.head], phrase.head in c.GIVEN_NAMES
        feats = noun_feats(marker.case, self.gender(phrase), "Sing", person)
        node = self.word(phrase.head, "PROPN", feats, ner=f"B-{kind}")
        if phrase.surname:
            node.add(
                self.word(
                    phrase.surname, "PROPN", dict(feats), deprel="flat:name", slot="flat", ner=f"I-{kind}"
                )
            )
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        lexeme, gender, case = self.entry(phrase), self.gender(phrase), marker.case or "Nom"
        number, counted, governed = phrase.number, phrase.count is not None, False
        many = phrase.determiner == "many" and case == "Acc"
        small = phrase.count in ("three", "four")
        children: list[Node] = []
        if counted or many:
            governed = case == "Nom" or (case == "Acc" and not (small and phrase.animate))
            children.append(self.quantity(phrase, case, governed))
        elif word := self.demonstrative(phrase, gender, case):
            children.append(word)
        noun_case = "Gen" if governed else case
        noun_number = "Sing" if governed and small and lexeme.get("decl") != "adj" else number
        node = self.word(
            phrase.head, "NOUN", noun_feats(noun_case, gender, noun_number, phrase.animate), lexeme=lexeme
        )
        if case == "Loc" and noun_number == "Sing" and marker.before[:1] in (("в",), ("на",)):
            node.form = lexeme.get("l2") or node.form
        agreement = {
            "Animacy": "Anim" if phrase.animate else "Inan",
            "Case": noun_case,
            "Gender": gender,
            "Number": number,
        }
        if governed and small and gender == "Fem":  # "три большие сумки", but "три больших дома"
            agreement["Case"] = case
        for i, adjective in enumerate(phrase.adjectives):
            word_for_it = self.choose(adjective, [phrase.head, phrase.semantic_class])
            children.append(
                self.adjective_node(adjective, word_for_it, agreement, phrase.degree if i == 0 else None)
            )
        if phrase.owner is not None and phrase.owner.kind == "pronoun":
            children.append(self.owner_word(phrase.owner.head, agreement))
        elif phrase.owner is not None:
            children.append(self.noun_phrase(phrase.owner, self.markers["possessor"]))
        if phrase.relative is not None:
            children.append(self.relative_clause(phrase, phrase.relative))
        return node.add(*children)

    def adjective_node(self, concept: str, lexeme: Lexeme, agreement: Feats, degree: str | None) -> Node:
        """An adjective that agrees, with its degree adverb."""
        form = adjective_form(lexeme.lemma, agreement)
        node = Node(
            form,
            "ADJ",
            "amod",
            "adj",
            lexeme.lemma,
            agreeing(agreement) | {"Degree": "Pos"},
            concept,
            order=self.adjective_order,
        )
        if degree:
            node.add(
                Node(
                    self.lexicon[degree].lemma,
                    "ADV",
                    "advmod",
                    "degree",
                    feats={"Degree": "Pos"},
                    concept=degree,
                )
            )
        return node

    def quantity(self, phrase: NounPhrase, case: str, governed: bool) -> Node:
        """A numeral or "много". In the nominative and accusative it governs the genitive, elsewhere it agrees."""
        deprel = "nummod:gov" if governed else "nummod"
        if phrase.count is None:
            return Node("много", "NUM", deprel, "count", "много", {"Case": case})
        lexeme = self.lexicon.get(phrase.count)
        if lexeme is None:
            return Node(
                phrase.count, "NUM", deprel, "count", feats={"NumForm": "Digit"}, concept=phrase.count
            )
        form = lexeme.lemma if governed else lexeme.get(case) or lexeme.get("Obl")
        return Node(form, "NUM", deprel, "count", lexeme.lemma, {"Case": case}, phrase.count)

    def demonstrative(self, phrase: NounPhrase, gender: str, case: str) -> Node | None:
        """ "этот", "тот", "каждый" or "многие"."""
        lemma = {"this": "этот", "that": "тот", "every": "каждый", "many": "многий"}.get(phrase.determiner)
        if lemma is None:
            return None
        agreement = {
            "Animacy": "Anim" if phrase.animate else "Inan",
            "Case": case,
            "Gender": gender,
            "Number": phrase.number,
        }
        form = (
            determiner_form(lemma, agreement)
            if lemma in DETERMINER_STEMS
            else adjective_form(lemma, agreement)
        )
        upos, deprel = ("ADJ", "amod") if lemma == "многий" else ("DET", "det")
        return Node(form, upos, deprel, "det", lemma, agreeing(agreement))

    def owner_word(self, owner: str, agreement: Feats) -> Node:
        """ "мой", "твой" and "наш" agree; "его", "ее" and "их" do not."""
        lemma = self.lexicon[owner].get("poss")
        if lemma in DETERMINER_STEMS:
            return Node(
                determiner_form(lemma, agreement), "DET", "det", "poss", lemma, agreeing(agreement), owner
            )
        return Node(lemma, "DET", "det", "poss", lemma, {}, owner)

    def relative_word(self, phrase: NounPhrase) -> Node:
        agreement = {"Case": "Nom", "Number": phrase.number, "Gender": self.gender(phrase)}
        return Node(adjective_form("который", agreement), "PRON", lemma="который", feats=agreeing(agreement))

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if lexeme.get("decl") == "adj":
            return adjective_form(lexeme.lemma, feats)
        return decline(lexeme, feats["Case"], feats["Number"], feats["Gender"], feats["Animacy"] == "Anim")

    # ---- sound and print

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        for (node, _), (following, _) in zip(line, line[1:], strict=False):
            if node.upos == "ADP":
                node.lemma, node.form = node.form, with_vowel(node.form, following.form.lower())
        return line

    def tidy(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        kept = super().tidy(line)
        for (node, _), (following, _) in zip(kept, kept[1:], strict=False):
            if following.form == "—":
                node.space_after = True
        return kept


def negation(slot: str) -> Node:
    """The particle "не"."""
    return Node("не", "PART", "advmod", slot, feats={"Polarity": "Neg"})


def with_vowel(preposition: str, following: str) -> str:
    """ "во Франции", "со студентом", "об армии"."""
    if preposition == "о":
        return "об" if following[0] in "аоиуэ" or following == "11" else "о"
    cluster = (
        following[0] in VOICED.get(preposition, ())
        and following[1:2] not in tuple("аеиоуыэюяь")
        and len(following) > 1
    )
    if (
        cluster
        or (preposition in VOICED and following[:2] == "мн")
        or (preposition == "с" and following[:3] == "льв")
    ):
        return preposition + "о"
    return preposition


def noun_gender(lexeme: Lexeme) -> str:
    """Gender from the lexicon or from the lemma."""
    if lexeme.get("g"):
        return lexeme.get("g")
    last = lexeme.lemma[-1]
    fem = last in "ая" or lexeme.lemma == "мать"
    return "Fem" if fem else "Neut" if last in "ое" and lexeme.get("decl") != "no" else "Masc"


def noun_feats(case: str, gender: str, number: str, animate: bool) -> dict[str, str]:
    """Features of a noun."""
    return {"Animacy": "Anim" if animate else "Inan", "Case": case, "Gender": gender, "Number": number}


def agreeing(agreement: Feats) -> dict[str, str]:
    """Features that an adjective or determiner shows."""
    feats = {"Case": agreement["Case"], "Number": agreement["Number"]}
    if agreement["Number"] == "Sing":
        feats["Gender"] = agreement["Gender"]
    if agreement["Case"] == "Acc" and (agreement["Number"] == "Plur" or agreement["Gender"] == "Masc"):
        feats["Animacy"] = agreement.get("Animacy", "Inan")
    return feats


def declension(lemma: str, gender: str) -> str:
    """Class of a noun, a key of `ENDINGS`."""
    for ending in ("ия", "ие", "а", "я", "о", "е"):
        if lemma.endswith(ending):
            return ending
    if lemma.endswith("ь"):
        return "ь" if gender == "Fem" else "soft"
    return "soft" if lemma.endswith("й") else "hard"


def decline(lexeme: Lexeme, case: str, number: str, gender: str, animate: bool) -> str:
    """A case form of a noun or name."""
    lemma, kind = lexeme.lemma, declension(lexeme.lemma, gender)
    if lexeme.get("decl") == "no" or (kind == "hard" and gender == "Fem" and lexeme.get("decl") != "ov"):
        return lemma
    if lexeme.get("decl") == "ov" and (gender == "Fem" or case == "Ins"):
        return lemma + ("ым" if gender == "Masc" else FEMININE_OV[CASES.index(case)])
    stem = lexeme.get("st") or (lemma if kind == "hard" else lemma[:-1])
    if number == "Plur":
        return decline_plural(lexeme, stem, kind, case, animate)
    ending = ENDINGS[kind][CASES.index(case)]
    if ending == "*":
        ending = ENDINGS[kind][1] if animate else "="
    return lemma if ending == "=" else spell(stem, ending, stressed=bool(lexeme.get("o")))


def decline_plural(lexeme: Lexeme, stem: str, kind: str, case: str, animate: bool) -> str:
    """A case form of the plural."""
    soft = kind in ("soft", "я", "ия", "ь", "е", "ие")
    regular = spell(stem, {"о": "а", "е": "я", "ие": "я"}.get(kind, "и" if soft else "ы"))
    nominative = lexeme.get("np") or regular
    if case == "Nom" or (case == "Acc" and not animate):
        return nominative
    if case in ("Gen", "Acc"):
        return lexeme.get("gp") or genitive_plural(lexeme, stem, kind)
    if case == "Ins" and lexeme.get("ip"):
        return lexeme.get("ip")
    hard = lexeme.get("ap") or nominative[-1] in "аы" or nominative[-2] in "гкхжшчщ"
    return nominative[:-1] + ("а" if hard else "я") + {"Dat": "м", "Ins": "ми", "Loc": "х"}[case]


def genitive_plural(lexeme: Lexeme, stem: str, kind: str) -> str:
    """Genitive plural of a regular noun."""
    if kind in ("ия", "ие") or (kind == "я" and stem[-1] in "аеиоу"):
        return stem + "й"
    if kind in ("а", "о"):
        return stem
    if kind == "я":
        return stem + "ь"
    if kind == "ь" or lexeme.lemma[-1] in "ьжшчщ":
        return stem + "ей"
    if kind == "soft":
        return stem + "ев"
    if lexeme.get("np"):
        stem = lexeme.get("np")[:-1]
    return spell(stem, "ов", stressed=bool(lexeme.get("o")))


def spell(stem: str, ending: str, *, stressed: bool = False) -> str:
    """Joins stem and ending by the rules of spelling: no "ы" after velars and sibilants, no unstressed "о" after sibilants."""
    if ending[0] == "ы" and stem[-1] in "гкхжшчщ":
        ending = "и" + ending[1:]
    elif ending[0] == "о" and stem[-1] in "жшчщц" and not stressed:
        ending = "е" + ending[1:]
    return stem + ending


def adjective_form(lemma: str, agreement: Feats) -> str:
    """A full adjective."""
    stem = lemma[:-2]
    if lemma in ("синий",):
        kind = SOFT
    elif stem[-1] in "жшчщ":
        kind = STRESSED if lemma.endswith("ой") else HUSHING
    else:
        kind = VELAR if stem[-1] in "гкх" else HARD
    direct, *oblique = ADJECTIVE_ENDINGS[kind]
    return agree((lemma, *(stem + e for e in direct.split())), stem, oblique, agreement)


def determiner_form(lemma: str, agreement: Feats) -> str:
    """A demonstrative or possessive."""
    direct, stem, *oblique = DETERMINER_STEMS[lemma]
    return agree(tuple(direct.split()), stem, oblique, agreement)


def agree(direct: tuple[str, ...], stem: str, oblique: list[str], agreement: Feats) -> str:
    """The form for a gender, number and case, from the four nominatives and the endings of the other cases."""
    case, number, gender = agreement["Case"], agreement["Number"], agreement["Gender"]
    animate = agreement.get("Animacy") == "Anim"
    masculine, feminine, plural = (endings.split() for endings in oblique)
    if number == "Plur":
        if case == "Nom" or (case == "Acc" and not animate):
            return direct[3]
        return stem + plural[{"Gen": 0, "Acc": 0, "Loc": 0, "Dat": 1, "Ins": 2}[case]]
    if gender == "Fem":
        return direct[1] if case == "Nom" else stem + feminine[case == "Acc"]
    if case == "Nom" or (case == "Acc" and (gender == "Neut" or not animate)):
        return direct[0 if gender == "Masc" else 2]
    return stem + masculine[{"Gen": 0, "Acc": 0, "Dat": 1, "Ins": 2, "Loc": 3}[case]]


def short_form(short: str, agreement: Feats) -> str:
    """A short adjective."""
    masculine, _, stem = short.partition("/")
    stem = stem or masculine
    if agreement["Number"] == "Plur":
        return spell(stem, "ы")
    return {"Masc": masculine, "Fem": stem + "а", "Neut": stem + "о"}[agreement["Gender"]]


def reflexive(form: str) -> str:
    """Adds "-ся"."""
    return form + ("сь" if form[-1] in "аеиоуыэюя" else "ся")


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present of an imperfective verb."""
    infinitive = lexeme.lemma.removesuffix("ся")
    stem = infinitive[:-5] + "у" if infinitive.endswith("овать") else infinitive[:-2]
    forms = (lexeme.get("p") or f"{stem}ю/{stem}ет/{stem}ют").split("/")
    if len(forms) == 3:
        first, third, plural = forms
        forms = [first, third[:-1] + "шь", third, third[:-1] + "м", plural]
    index = {"1Sing": 0, "2Sing": 1, "3Sing": 2, "1Plur": 3, "3Plur": 4}[
        agreement["Person"] + agreement["Number"]
    ]
    return reflexive(forms[index]) if lexeme.lemma.endswith("ся") else forms[index]


def past_form(lemma: str, irregular: str, agreement: Feats) -> str:
    """Past of a verb; ``irregular`` holds the masculine and the feminine."""
    base = lemma.removesuffix("ся")[:-2]
    masculine, feminine = irregular.split("/") if irregular else (base + "л", base + "ла")
    plural, gender = agreement["Number"] == "Plur", agreement["Gender"]
    form = (
        feminine[:-1] + "и"
        if plural
        else {"Masc": masculine, "Fem": feminine, "Neut": feminine[:-1] + "о"}[gender]
    )
    return reflexive(form) if lemma.endswith("ся") else form


LANGUAGE = Russian()
