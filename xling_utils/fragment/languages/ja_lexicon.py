"""Japanese: the lexicon. Belongs to `xling_utils.fragment.languages.ja`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

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
person_n 人
animal_n 動物
building_n 建物 c=棟
vehicle_n 乗り物
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
sleep 寝る k=1
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
old 古い person=高齢/no animal=年老いる/ta.1
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
often しばしば negated=あまり
always いつも
yesterday 昨日
again また
sometimes 時々
then その後
suddenly 突然
yes はい
no いいえ
oh ああ
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

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
