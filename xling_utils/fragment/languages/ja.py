"""Japanese: SOV, head-final, agglutinative; particles after nouns, no agreement, polite main clauses.

The annotation follows UD Japanese: inflected words are cut into short units (``読み/VERB まし/AUX た/AUX``),
every dependent but particles and auxiliaries stands before its head, and ``advcl`` and ``nmod`` join clauses
and nouns, not ``conj``. Where the treebanks differ, relations follow GSD; auxiliary いる and ある are AUX as
in PUD.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

# c = classifier (the default is that of the noun's class).
NOUNS = """
man 男性
woman 女性
child 子供
teacher 先生
friend 友人
doctor 医者
student 学生
mother 母親
father 父親
neighbour 隣人
writer 作家
worker 労働者
brother 兄
sister 姉
driver 運転手
soldier 兵士
singer 歌手
king 王
farmer 農民
chef 料理人
guest 客
dog 犬
horse 馬 c=頭
cat 猫
bird 鳥 c=羽
fish 魚
cow 牛 c=頭
sheep 羊
wolf オオカミ
bear クマ c=頭
lion ライオン c=頭
mouse ネズミ
bread パン
meat 肉
rice ご飯
soup スープ
cheese チーズ
salt 塩
apple りんご
egg 卵
cake ケーキ
lemon レモン
tomato トマト
water 水
milk 牛乳
coffee コーヒー
tea 紅茶
wine ワイン
juice ジュース
house 家 c=軒
school 学校
shop 店 c=軒
hospital 病院
hotel ホテル c=軒
church 教会
station 駅
museum 博物館
office オフィス
library 図書館
bridge 橋
room 部屋
kitchen 台所
city 街
village 村
street 通り
market 市場
garden 庭
park 公園
forest 森
island 島
beach 浜辺
car 車
train 電車 c=本
ship 船 c=隻
bus バス
plane 飛行機 c=機
bicycle 自転車
phone 電話 c=台
key 鍵 c=本
bag かばん
box 箱
knife ナイフ c=本
clock 時計
bottle 瓶 c=本
cup カップ
ball ボール
lamp ランプ
computer コンピューター c=台
camera カメラ c=台
ring 指輪
gift 贈り物
ticket チケット c=枚
shirt シャツ
coat コート c=着
hat 帽子 c=個
shoe 靴 c=足
dress ドレス c=着
table テーブル c=台
door ドア
bed ベッド c=台
window 窓
chair 椅子 c=脚
book 本 c=冊
letter 手紙 c=通
story 物語
song 歌 c=曲
newspaper 新聞 c=部
poem 詩 c=編
report 報告書
word 言葉
map 地図 c=枚
tree 木 c=本
river 川 c=本
flower 花 c=本
stone 石 c=個
mountain 山
star 星
lake 湖
leaf 葉 c=枚
war 戦争 c=つ
game 試合
film 映画 c=本
meeting 会議
visit_n 訪問
party パーティー
dance_n 踊り c=つ
lesson 授業
walk_n 散歩
problem 問題
question 質問
work_n 仕事
idea 考え
answer 答え
law 法律
plan 計画
dream 夢
hope_n 希望
language 言語
company 会社
team チーム
bank 銀行
government 政府
army 軍隊
"""

# k: 1 = one-row (ichidan), suru = noun + する, otherwise five-row (godan).
# asp: always = ている in both tenses, present = in the present only, point = never; otherwise only with 今.
# A key that is a noun, a class or a verb gives the word to use with it, as lemma/k.
VERBS = """
sleep 眠る
work 働く asp=present
live 住む asp=always
arrive 到着 k=suru asp=point
run 走る goal=まで
return 戻る asp=point goal=に
play 遊ぶ
laugh 笑う
fall 落ちる k=1 asp=point person=転ぶ tree=倒れる/1
swim 泳ぐ
cry 泣く
dance 踊る
stop 止まる asp=point
fly 飛ぶ
grow 育つ asp=present
smile ほほ笑む
walk 歩く goal=まで
answer_v 答える k=1
dream_v 夢見る k=1 asp=always
see 見る k=1
read 読む
find 見つける k=1 asp=point
buy 買う
love 愛す asp=always food=好む drink=好む
eat 食べる k=1
write 書く
open 開ける k=1 book=開く
want 欲しい asp=always
drink 飲む
help 助ける k=1
visit 訪問 k=suru
hear 聞く
build 建てる k=1 ship=作る plane=作る bridge=作る room=作る kitchen=作る
lose なくす asp=point game=負ける/1 war=負ける/1
close 閉める k=1 book=閉じる/1
carry 運ぶ
choose 選ぶ
drive 運転 k=suru
wash 洗う
cook 料理 k=suru rice=炊く soup=作る
forget 忘れる k=1 asp=point
watch 観る k=1 animal=眺める/1 star=眺める/1
hide 隠す
break 壊す cup=割る bottle=割る window=割る
wear 着る k=1 asp=always hat=かぶる shoe=履く ring=はめる/1
follow 追う
sing 歌う
draw 描く
cut 切る
use 使う
plan_v 計画 k=suru
park_v 駐車 k=suru
give 渡す
show 見せる k=1
send 送る
bring 届ける k=1
sell 売る
tell 伝える k=1 story=語る dream=語る
offer 差し出す
say 言う asp=present
think 考える k=1 asp=present
know 知る asp=always that=こと
believe 信じる k=1 asp=always
hope 願う asp=always that=こと
"""

# k: i, na and no adjectives; ta and teiru are verbs (疲れた, 悲しんでいる), whose row follows a dot (ta.1).
ADJECTIVES = """
good よい pred_person=善良/na
big 大きい
new 新しい
old 古い person=年老いる/ta.1 animal=年老いる/ta.1
small 小さい
beautiful 美しい
young 若い
long 長い
red 赤い
white 白い
black 黒い
important 重要 k=na
happy 幸せ k=na
bad ひどい
strong 強い coffee=濃い tea=濃い
cold 冷たい room=寒い mountain=寒い
rich 裕福 k=na
short 短い
poor 貧しい
famous 有名 k=na
green 緑 k=no
difficult 難しい
expensive 高価 k=na
clean 清潔 k=na
heavy 重い
interesting 面白い
sad 悲しい person=悲しむ/teiru
blue 青い
empty 空 k=no
tired 疲れる k=ta.1
warm 暖かい food=温かい drink=温かい
cheap 安い
weak 弱い coffee=薄い tea=薄い
dirty 汚い
full 満杯 k=no building=満員/no bus=満員/no
easy 簡単 k=na
fresh 新鮮 k=na
dangerous 危険 k=na
quiet 静か k=na
sick 病気 k=no degree=病弱/na
fast 速い
slow 遅い
kind 親切 k=na
light 軽い
"""

# k: adverbs made of an adjective (na + に, i in -く), of a noun (no + に) or a pronoun; others are ADV.
OTHERS = """
well 上手 k=na
slowly ゆっくり
quickly 素早い k=i
together 一緒 k=no
quietly 静か k=na
carefully 慎重 k=na
badly 不器用 k=na sleep=浅い/i read=雑/na see=雑/na watch=雑/na buy=雑/na work=雑/na
today 今日
now 今
often しばしば
always いつも
yesterday 昨日
again また
sometimes 時々
here ここ k=pron
there そこ k=pron
very とても negated=あまり
too すぎる k=1
three 三
four 四
five 五
ten 十
seven 七
six 六
hundred 百
he 彼
she 彼女
i 私
they 彼ら
we 私たち
you あなた
who 誰
"""

# "well" is よく with verbs that need no skill.
WELL = "sleep work eat drink play laugh cry smile dream_v read see watch wash help return visit"

NAMES = """
Maria マリア
Anna アンナ
Sara サラ
Laura ラウラ
Eva エバ
Julia ジュリア
Nina ニーナ
Elena エレナ
Olga オルガ
Fatima ファティマ
Emma エマ
Lena レナ
David デイビッド
Adam アダム
Omar オマル
Ivan イワン
Thomas トーマス
Karim カリム
Daniel ダニエル
Martin マーティン
Paul ポール
Ali アリ
Kenji 健二
Oscar オスカー
Smith スミス
Garcia ガルシア
Martin_s マーティン
Rossi ロッシ
Novak ノバク
Tanaka 田中
Ivanov イワノフ
Weber ウェーバー
Silva シルバ
Haddad ハダド
Kaya カヤ
Singh シン
Paris パリ
London ロンドン
Berlin ベルリン
Moscow モスクワ
Rome ローマ
Cairo カイロ
Tokyo 東京
Istanbul イスタンブール
Delhi デリー
Madrid マドリード
Vienna ウィーン
Lisbon リスボン
Prague プラハ
Boston ボストン
France フランス
India インド
Japan 日本
Egypt エジプト
Turkey トルコ
Canada カナダ
Google Google
UNESCO ユネスコ
BMW BMW
NASA NASA
Samsung Samsung
FIFA FIFA
Microsoft Microsoft
Interpol インターポール
IBM IBM
Reuters ロイター
"""

CLASSIFIERS = {
    "person": "人",
    "animal": "匹",
    "item_of_food": "個",
    "vehicle": "台",
    "thing": "個",
    "clothing": "枚",
    "event": "回",
}
"""Class of nouns -> classifier; つ for all others, which stands only with the numbers below ten."""
BELOW_TEN = frozenset(("three", "four", "five", "six", "seven"))
RELATIONAL_NOUNS = {
    "near": "近く",
    "on": "上",
    "under": "下",
    "behind": "後ろ",
    "for": "ため",
    "after": "後",
    "before": "前",
}
PLACED_WITH_NI = frozenset("住む 到着 落ちる 隠す 駐車 建てる".split())
"""Verbs whose place is a goal or a state (に); all others have で."""
STACKED = frozenset("red white black green blue empty full sick tired".split())
"""Adjectives that follow another one without て."""
JUDGEMENTS = frozenset(("good", "bad"))
"""Adjectives that stand next to the noun."""
DAYS = frozenset(("today", "yesterday", "now"))
TOPICAL = frozenset(("main", "question", "and", "tense", "but"))
"""Kinds of clauses that have a topic; the others mark every subject with が."""
STYLES = {
    "and": "te",
    "rel": "adnominal",
    "when": "adnominal",
    "koto": "adnominal",
    "comp": "plain",
    "because": "plain",
}
"""Kind of clause -> form of its predicate; the others are polite."""


class Token(NamedTuple):
    """One short unit of a predicate. A ``fixed`` one depends on the unit before that is not fixed."""

    form: str
    lemma: str
    upos: str = "AUX"
    deprel: str = "aux"


ROWS = {
    "う": "いわっ",
    "く": "きかい",
    "ぐ": "ぎがい",
    "す": "しさし",
    "つ": "ちたっ",
    "ぶ": "びばん",
    "む": "みまん",
    "る": "りらっ",
}
IRREGULAR = {"する": {"masu": "し", "nai": "し", "te": "し", "zu": "せ"}}
TA, DESU = Token("た", "た"), Token("です", "です")
PAST = {"polite": (Token("でし", "です"), TA), "plain": (Token("だっ", "だ"), TA)}


def stem(lemma: str, kind: str, form: str) -> str:
    """A stem of a verb: ``masu``, ``nai``, ``te`` or ``zu``."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma][form]
    return (
        lemma[:-1]
        if kind == "1"
        else lemma[:-1] + ROWS[lemma[-1]][{"masu": 0, "nai": 1, "zu": 1, "te": 2}[form]]
    )


def te_form(lemma: str, kind: str) -> tuple[Token, ...]:
    """A verb with the particle て (voiced: で)."""
    if kind == "suru":
        return Token(lemma, lemma, "VERB"), *te_form("する", "")
    particle = "で" if kind != "1" and lemma[-1] in "ぐぶむ" else "て"
    return Token(stem(lemma, kind, "te"), lemma), Token(particle, "て", "SCONJ", "mark")


def verb(lemma: str, kind: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """An inflected verb: polite, plain (which is also adnominal) or in the te-form (negated: ず)."""
    past = tense == "Past"
    if kind == "suru":
        return Token(lemma, lemma, "VERB"), *verb("する", "", tense, negated, style)
    if style == "polite":
        ending = (("ませ", "ん") if negated else ("まし",)) if negated or past else ("ます",)
        polite = [Token(form, "ず" if form == "ん" else "ます") for form in ending]
        last = (PAST["polite"] if negated else (TA,)) if past else ()
        return Token(stem(lemma, kind, "masu"), lemma), *polite, *last
    if style == "te":
        if lemma == "いる" and negated:
            return Token("おら", "おる"), Token("ず", "ず")
        return (Token(stem(lemma, kind, "zu"), lemma), Token("ず", "ず")) if negated else te_form(lemma, kind)
    if negated:
        return Token(stem(lemma, kind, "nai"), lemma), *adjective("ない", tense, False, style)
    if past:
        first, particle = te_form(lemma, kind)
        return first, Token("だ" if particle.form == "で" else "た", "た")
    return (Token(lemma, lemma),)


def progressive(lemma: str, kind: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """A verb in the te-form with いる."""
    return *te_form(lemma, kind), *verb("いる", "1", tense, negated, style)


def adjective(lemma: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """An inflected i-adjective (also ない)."""
    if negated:
        return Token(lemma[:-1] + "く", lemma), *adjective("ない", tense, False, style)
    if style == "te":
        te = () if lemma == "ない" else (Token("て", "て", "SCONJ", "mark"),)
        return Token(lemma[:-1] + "く", lemma), *te
    plain = (Token(lemma[:-1] + "かっ", lemma), TA) if tense == "Past" else (Token(lemma, lemma),)
    return (*plain, DESU) if style == "polite" else plain


def copula(nominal: bool, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """The copula after a noun (``cop``) or a na-adjective (``aux``)."""
    polite, de = style == "polite", Token("で", "だ")
    if negated:
        first, *rest = (
            verb("ある", "", tense, True, style) if polite else adjective("ない", tense, False, style)
        )
        fixed = first._replace(deprel="fixed") if polite else first
        tokens: tuple[Token, ...] = (de, Token("は", "は", "ADP", "fixed"), fixed, *rest)
    elif style == "te":
        tokens = (de,)
    elif tense == "Past":
        tokens = PAST["polite" if polite else "plain"]
    elif style == "adnominal":
        tokens = (de, Token("ある", "ある", deprel="fixed")) if nominal else (Token("な", "だ"),)
    else:
        tokens = (DESU,) if polite else (Token("だ", "だ"),)
    return (tokens[0]._replace(deprel="cop" if nominal else "aux"), *tokens[1:])


@cache
def described(
    lemma: str,
    kind: str,
    tense: str = "Pres",
    negated: bool = False,
    style: str = "adnominal",
    *,
    too: bool = False,
) -> tuple[Token, ...]:
    """Units of a predicate adjective or of a verb used as one; the first is the head."""
    base, _, row = kind.partition(".")
    if base in ("ta", "teiru"):
        over = (Token(stem(lemma, row, "masu"), lemma), *te_form("すぎる", "1"))
        tokens = (*(over if too else te_form(lemma, row)), *verb("いる", "1", tense, negated, style))
        return (tokens[0]._replace(upos="VERB"), *tokens[1:])
    if too:
        bare = lemma if base == "na" else lemma[:-1]
        return Token(bare, lemma, "ADJ"), *verb("すぎる", "1", tense, negated, style)
    if base in ("na", "no"):
        upos = "ADJ" if base == "na" else "NOUN"
        return Token(lemma, lemma, upos), *copula(base == "no", tense, negated, style)
    tokens = adjective(lemma, tense, negated, style)
    return (tokens[0]._replace(upos="ADJ"), *tokens[1:])


@cache
def acted(
    lemma: str, kind: str, continuous: bool, tense: str, negated: bool, style: str
) -> tuple[Token, ...]:
    """Units of a verb; the first is the head."""
    if lemma == "欲しい":  # other people's wishes: 欲しがる
        return Token("欲し", lemma, "ADJ"), *progressive("がる", "", tense, negated, style)
    first, *rest = (progressive if continuous else verb)(lemma, kind, tense, negated, style)
    return first._replace(upos="VERB"), *rest


@cache
def attributive(lemma: str, kind: str, *, joined: bool) -> tuple[Token, ...]:
    """Units of an adjective before its noun; a joined one links to a second adjective."""
    base, _, row = kind.partition(".")
    if base == "no":
        return Token(lemma, lemma, "NOUN"), Token("の", "の", "ADP", "case")
    if base in ("ta", "teiru"):
        form, tense = (verb, "Past") if base == "ta" else (progressive, "Pres")
        first, *rest = form(lemma, row, tense, False, "plain")
        return first._replace(upos="VERB"), *rest
    return described(lemma, kind, style="te" if joined else "adnominal")


@cache
def existence(animate: bool, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """いる (people, animals) or ある; the plain negative of ある is the adjective ない."""
    if not animate and negated and style != "polite":
        first, *rest = adjective("ない", tense, False, style)
        return first._replace(upos="ADJ"), *rest
    lemma, kind = ("いる", "1") if animate else ("ある", "")
    first, *rest = verb(lemma, kind, tense, negated, style)
    return first._replace(upos="VERB"), *rest


def node_of(
    tokens: tuple[Token, ...], *, concept: str | None = None, deprel: str = "dep", slot: str = ""
) -> Node:
    """The first unit as a node, with the others below it in the slot ``aux``."""
    first, *rest = tokens
    node = Node(first.form, first.upos, deprel, slot, first.lemma, concept=concept, order="before HEAD aux")
    last = node
    for token in rest:
        feats = {"Polarity": "Neg"} if token.lemma in ("ない", "ず") else {}
        unit = Node(token.form, token.upos, token.deprel, "aux", token.lemma, feats, order="HEAD aux")
        if token.deprel == "fixed":
            last.add(unit)
        else:
            node.add(unit)
            last = unit
    return node


class Japanese(Language):
    """See the module."""

    code, name, family, script = "ja", "Japanese", "Japonic", "Kanji and kana"
    simplifications = (
        "Main clauses are polite (です, ます), all other clauses plain.",
        "は marks definite and negated subjects of main clauses, が all other subjects.",
        "Only people in definite phrases show the plural (たち); personal pronouns are never dropped.",
        "Only verbs of state and sentences with 今 use the progressive ている.",
        "Long nouns such as 図書館 are one word, where the treebank GSD cuts them into short units.",
        "Names of people stand without the polite さん.",
    )
    lexicon = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
    function_words = {"and": "し", "but": "が", "because": "から", "when": "とき", "that": "と"}
    markers = {
        "object": Marker(after=("を",), deprel="obj", slot="obj"),
        "recipient": Marker(after=("に",), slot="iobj"),
        "possessor": Marker(after=("の",), deprel="nmod", slot="poss"),
        "with": Marker(after=("と",), slot="mate"),
        "from": Marker(after=("から",)),
    }
    clause_orders = {
        "main": "advcl subj time mate place iobj obj manner comp HEAD mark comma_end",
        "new": "advcl time subj mate place iobj obj manner comp HEAD mark comma_end",
        "exist": "advcl time place subj HEAD mark comma_end",
    }
    """``new`` has a subject with が, which follows the time; ``exist`` says what there is in a place."""
    noun_order = "coord rel poss det count adj before HEAD case_after"
    comma, stop, question_mark = "、", "。", "。"
    spaces = capitals = False

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        link, second = clause.link or ("", clause)
        if link in ("and", "but"):  # the last clause is the head
            joined = "tense" if link == "and" and clause.tense != second.tense else link
            return self.clause(second).add(self.coordinate(replace(clause, link=None), joined))
        head = self.predicate(clause, kind)
        if kind != "rel":
            head.add(self.subject(clause, kind))
        head.add(self.object(clause), self.recipient(clause))
        head.add(*(self.placed(adjunct, clause) for adjunct in clause.adjuncts))
        head.add(self.year(clause.year), self.time(clause.time), self.where(clause), self.manner(clause))
        if clause.complement is not None:
            head.add(self.that_clause(clause))
        if link:
            head.add(self.linked_clause(link, second))
        return head.add(Node("か", "PART", "mark", "mark") if kind == "question" else None)

    def clause_order(self, clause: Clause, kind: str) -> str:
        new = kind in TOPICAL and clause.subject.head != c.WHO and self.particle(clause, kind) == "が"
        return self.clause_orders[("exist" if clause.kind == "place" else "new") if new else "main"]

    def predicate(self, clause: Clause, kind: str) -> Node:
        style = STYLES.get(kind, "polite")
        if clause.kind == "noun":
            assert clause.noun is not None
            units = node_of((Token("", ""), *copula(True, clause.tense, clause.negated, style)))
            head = self.noun_phrase(clause.noun, Marker()).add(*units.children)
            head.order += " aux"
        else:
            head = self.inflected(clause, style)
        if style == "te" and head.children and head.children[-1].upos == "SCONJ":
            head.children[-1].concept = "and"
        head.order = self.clause_order(clause, kind).replace("HEAD", head.order)
        return head.add(self.placed(clause.place, clause) if clause.place else None)

    def inflected(self, clause: Clause, style: str) -> Node:
        """A predicate that is not a noun phrase: a verb, an adjective, or いる and ある for a place."""
        tense, negated = clause.tense, clause.negated
        if clause.kind == "place":
            return node_of(existence(clause.subject.animate, tense, negated, style))
        if clause.kind == "adjective":
            too = clause.degree == "too"
            lemma, row = self.adjective_of(clause.predicate, clause.subject, clause.degree, predicative=True)
            node = node_of(described(lemma, row, tense, negated, style, too=too), concept=clause.predicate)
            for unit in node.children:
                unit.concept = "too" if unit.lemma == "すぎる" else None
            return node.add(None if too else self.degree(clause.degree, negated=negated))
        if self.wishes(clause):
            return node_of(described("欲しい", "i", tense, negated, style), concept=clause.predicate)
        units = acted(*self.verb_of(clause), self.continuous(clause), tense, negated, style)
        return node_of(units, concept=clause.predicate)

    def continuous(self, clause: Clause) -> bool:
        """Whether the verb has ている."""
        aspect = self.lexicon[clause.predicate].get("asp")
        if clause.tense == "Pres" and (aspect == "present" or (clause.time == "now" and not aspect)):
            return True
        return aspect == "always" and not (clause.predicate == "know" and clause.negated)

    def wishes(self, clause: Clause) -> bool:
        """Whether the clause states or asks for the wish of speaker or hearer: 欲しい, not 欲しがる."""
        return clause.predicate == "want" and clause.subject.head in ("i", "we", "you")

    def verb_of(self, clause: Clause) -> tuple[str, str]:
        """Lemma and row of the verb, which can depend on its object or subject."""
        phrase = clause.object or clause.subject
        return variant(self.lexicon[clause.predicate], phrase.head, phrase.semantic_class)

    def subject(self, clause: Clause, kind: str) -> Node:
        """The subject as topic (は) or with が. Before a that-clause it ends in a comma."""
        deprel = "nsubj:outer" if self.wishes(clause) and kind in TOPICAL else "nsubj"
        marker = Marker(after=(self.particle(clause, kind),), deprel=deprel, slot="subj")
        node = self.noun_phrase(clause.subject, marker)
        node.order += " topic_comma"
        return node.add(Node(self.comma, "PUNCT", "punct", "topic_comma") if clause.complement else None)

    def particle(self, clause: Clause, kind: str) -> str:
        """は or が: new information, the question word and subjects of subordinate clauses have が."""
        subject = clause.subject
        if kind not in TOPICAL or subject.head == c.WHO:
            return "が"
        new = subject.kind == "noun" and subject.determiner in ("indef", "many", "every")
        return "が" if new and not clause.negated and clause.kind in ("verb", "place") else "は"

    def object(self, clause: Clause) -> Node | None:
        """The object with を (が before 欲しい, に before 負ける). One hears a voice or a sound."""
        phrase, marker = clause.object, self.markers["object"]
        if phrase is None:
            return None
        if clause.predicate == "hear" and phrase.semantic_class in ("person", "animal", "vehicle"):
            return self.related(phrase, "声" if phrase.animate else "音", marker)
        if self.wishes(clause):
            marker = Marker(after=("が",), deprel="nsubj", slot="obj")
        elif self.verb_of(clause)[0] == "負ける":
            marker = Marker(after=("に",), slot="obj")
        return self.noun_phrase(phrase, marker)

    def recipient(self, clause: Clause) -> Node | None:
        """The recipient with に."""
        return self.noun_phrase(clause.recipient, self.markers["recipient"]) if clause.recipient else None

    def that_clause(self, clause: Clause) -> Node:
        """A clause with と; after verbs of knowing and wishing the noun こと with an adnominal clause."""
        assert clause.complement is not None
        if self.lexicon[clause.predicate].get("that") == "こと":
            node = self.mark(Node("こと", "NOUN", order="rel HEAD case_after"), self.markers["object"])
            node.slot = "comp"
            return node.add(self.adnominal(clause.complement, "koto"))
        node = self.clause(clause.complement, "comp")
        node.deprel, node.slot = "ccomp", "comp"
        return node.add(Node(self.function_words["that"], "ADP", "case", "mark"))

    def adnominal(self, clause: Clause, kind: str) -> Node:
        """A clause before a noun."""
        node = self.clause(clause, kind)
        node.deprel, node.slot = "acl", "rel"
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "when":
            node = Node(self.function_words[link], "NOUN", concept=link, order="rel HEAD comma_end")
            node.add(self.adnominal(clause, "when"))
        else:
            mark = Node(self.function_words[link], "SCONJ", "mark", "mark", concept=link)
            node = self.clause(clause, link).add(mark)
        node.deprel, node.slot = "obl" if link == "when" else "advcl", "advcl"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_end"))

    def coordinate(self, clause: Clause, kind: str) -> Node:
        """The first of two clauses: in the te-form, or polite with し (the tenses differ) or が (but)."""
        node = self.clause(clause, kind)
        if kind != "and":
            link = "and" if kind == "tense" else kind
            node.add(Node(self.function_words[link], "SCONJ", "mark", "mark", concept=link))
        node.deprel, node.slot = "advcl", "advcl"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_end"))

    # ---- adverbials

    def placed(self, adjunct: Adjunct, clause: Clause) -> Node:
        """A phrase in a relation; many relations are nouns (近く, 上) that the phrase modifies."""
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation == "about":
            return self.about(phrase)
        if relation == "to":
            return self.noun_phrase(phrase, Marker(after=(self.lexicon[clause.predicate].get("goal", "へ"),)))
        if relation == "without":
            return self.related(phrase, "なし", Marker(after=("で",), slot="mate"), inner="")
        if relation == "with" and clause.manner != "together":
            return self.related(phrase, "一緒", Marker(after=("に",), slot="mate"), inner="と")
        if relation in ("with", "from"):
            return self.noun_phrase(phrase, self.markers[relation])
        if relation in ("for", *c.EVENT_RELATIONS):
            slot = "mate" if relation == "for" else "time"
            return self.related(phrase, RELATIONAL_NOUNS[relation], Marker(after=("に",), slot=slot))
        marker = Marker(after=(self.locative(clause),))
        if relation == "in" or (relation == "on" and phrase.semantic_class == "area"):
            return self.noun_phrase(phrase, marker)
        return self.related(phrase, RELATIONAL_NOUNS[relation], marker)

    def locative(self, clause: Clause) -> str:
        """に for where something is or gets to, で for where something happens."""
        if clause.kind == "place" or self.verb_of(clause)[0] in PLACED_WITH_NI:
            return "に"
        return "で"

    def related(self, phrase: NounPhrase, noun: str, marker: Marker, *, inner: str = "の") -> Node:
        """A noun without concept (上, ため, 一緒, 声) that the phrase modifies by the particle ``inner``."""
        modifier = self.noun_phrase(phrase, Marker(after=tuple(inner), deprel="nmod", slot="poss"))
        return self.mark(Node(noun, "NOUN", order=self.noun_order), marker).add(modifier)

    def about(self, phrase: NounPhrase) -> Node:
        """The compound particle について."""
        node = self.noun_phrase(phrase, Marker(after=("に",), slot="iobj"))
        particle = node.children[-1]
        particle.order = "HEAD fixed"
        particle.add(Node("つい", "VERB", "fixed", "fixed", "つく"), Node("て", "SCONJ", "fixed", "fixed"))
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        node = Node("年", "NOUN", order="count HEAD case_after")
        node.add(Node(year, "NUM", "nummod", "count", concept=year))
        return self.mark(node, Marker(after=("に",), slot="time"))

    def time(self, concept: str | None) -> Node | None:
        """An adverb of time; days and 今 end in a comma."""
        node = self.adverb(concept, "time")
        if node is None or concept not in DAYS:
            return node
        node.order = "HEAD comma"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma"))

    def where(self, clause: Clause) -> Node | None:
        """ここ and そこ are pronouns."""
        if clause.where is None:
            return None
        node = Node(self.lexicon[clause.where].lemma, "PRON", concept=clause.where, order="HEAD case_after")
        return self.mark(node, Marker(after=(self.locative(clause),)))

    def manner(self, clause: Clause) -> Node | None:
        """An adverb of manner: an adverb, an adjective in its adverbial form, or a noun with に."""
        if clause.manner is None:
            return None
        lemma, kind = variant(self.lexicon[clause.manner], clause.predicate)
        if clause.manner == "well" and clause.predicate in WELL.split():
            lemma, kind = "よく", ""
        if kind == "no":
            node = Node(lemma, "NOUN", concept=clause.manner, order="HEAD case_after")
            return self.mark(node, Marker(after=("に",), slot="manner"))
        if not kind:
            return Node(lemma, "ADV", "advmod", "manner", concept=clause.manner)
        form = lemma if kind == "na" else lemma[:-1] + "く"
        node = Node(form, "ADJ", "advcl", "manner", lemma, concept=clause.manner, order="HEAD aux")
        return node.add(Node("に", "AUX", "aux", "aux", "だ") if kind == "na" else None)

    def degree(self, concept: str | None, *, negated: bool = False) -> Node | None:
        """An adverb of degree; "not very" has another one than "very"."""
        if concept is None:
            return None
        lemma, _ = variant(self.lexicon[concept], "negated" * negated)
        return Node(lemma, "ADV", "advmod", "before", concept=concept)

    # ---- noun phrases

    def noun_phrase(self, phrase: NounPhrase, marker: Marker) -> Node:
        if phrase.other is None:
            return super().noun_phrase(phrase, marker)
        joined = Marker(after=("と",), deprel="nmod", slot="coord")
        first = super().noun_phrase(replace(phrase, other=None), joined)
        return super().noun_phrase(phrase.other, marker).add(first)

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.feats = {}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; between given name and surname stands a dot, but Japanese surnames come first."""
        kind = c.ENTITY_TYPE[phrase.head]
        if phrase.surname is None:
            return self.word(phrase.head, "PROPN", {}, ner=f"B-{kind}")
        native = (phrase.head, phrase.surname) == ("Kenji", "Tanaka")
        names = (phrase.surname, phrase.head) if native else (phrase.head, phrase.surname)
        first = self.word(names[0], "PROPN", {}, deprel="compound", slot="before", ner=f"B-{kind}")
        dot = None if native else Node("・", "SYM", "compound", "before", ner=f"I-{kind}")
        return self.word(names[1], "PROPN", {}, ner=f"I-{kind}").add(first, dot)

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A noun with all that stands before it; たち makes people plural and is then the head."""
        node = self.word(phrase.head, "NOUN", {})
        if self.has_tachi(phrase):
            node.deprel, node.slot = "compound", "before"
            node = Node("たち", "NOUN").add(node)
        node.add(*self.determiners(phrase, marker), self.numeral(phrase, marker) if phrase.count else None)
        node.add(*self.attributes(phrase))
        if phrase.owner is not None:
            node.add(self.noun_phrase(phrase.owner, self.markers["possessor"]))
        return node.add(self.adnominal(phrase.relative, "rel") if phrase.relative else None)

    def has_tachi(self, phrase: NounPhrase) -> bool:
        """Whether the phrase shows that it speaks of several people."""
        several = phrase.number == "Plur" and phrase.count is None
        return several and phrase.semantic_class == "person" and phrase.determiner in ("def", "this", "that")

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.owner is not None or phrase.count is not None or phrase.determiner in ("def", "indef"):
            return []
        form = {"this": "この", "that": "その", "many": "多く", "every": "すべて"}[phrase.determiner]
        if form[-1] == "の" and (phrase.number == "Sing" or self.has_tachi(phrase)):
            return [Node(form, "DET", "det", "det")]
        form, upos = (form[:-1] + "れら", "PRON") if form[-1] == "の" else (form, "NOUN")
        node = Node(form, upos, order="HEAD case_after")
        return [self.mark(node, Marker(after=("の",), deprel="nmod", slot="det"))]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A number with its classifier and の; large numbers go without つ."""
        assert phrase.count is not None
        word = self.lexicon.get(phrase.count)
        number = Node(word.lemma if word else phrase.count, "NUM", concept=phrase.count)
        classifier = self.lexicon[phrase.head].get("c") or CLASSIFIERS.get(phrase.semantic_class, "つ")
        if classifier == "つ" and phrase.count not in BELOW_TEN:
            node = number
        else:
            number.deprel, number.slot = "nummod", "before"
            node = Node(classifier, "NOUN").add(number)
        node.order = "before HEAD case_after"
        return self.mark(node, Marker(after=("の",), deprel="nmod", slot="count"))

    def adjective_of(
        self, concept: str, phrase: NounPhrase, degree: str | None, *, predicative: bool
    ) -> tuple[str, str]:
        """Lemma and kind of an adjective, which can depend on what it describes."""
        keys = ["degree"] * bool(degree) + [f"pred_{phrase.semantic_class}"] * predicative
        lemma, kind = variant(self.lexicon[concept], *keys, phrase.head, phrase.semantic_class)
        return lemma, kind or "i"

    def attributes(self, phrase: NounPhrase) -> list[Node]:
        """Adjectives before the noun. The first of two takes て (大きくて古い), but not before `STACKED`."""
        nodes: list[Node] = []
        adjectives = sorted(phrase.adjectives, key=JUDGEMENTS.__contains__)
        for concept, following in zip(adjectives, [*adjectives[1:], None], strict=False):
            lemma, kind = self.adjective_of(concept, phrase, phrase.degree, predicative=False)
            joined = following is not None and following not in STACKED and kind in ("i", "na")
            node = node_of(attributive(lemma, kind, joined=joined), concept=concept, slot="adj")
            node.deprel = "advcl" if joined else "nmod" if kind == "no" else "acl"
            if nodes and nodes[-1].deprel == "advcl":
                nodes[-1].slot = "before"
                node.add(nodes.pop())
            nodes.append(node.add(self.degree(phrase.degree)))
        return nodes


def variant(lexeme: Lexeme, *keys: str) -> tuple[str, str]:
    """Lemma and kind of a lexeme, or those that it has for the first of the keys that it knows."""
    for key in keys:
        if lexeme.get(key):
            lemma, _, kind = lexeme.get(key).partition("/")
            return lemma, kind
    return lexeme.lemma, lexeme.get("k")


LANGUAGE = Japanese()
