"""Mandarin Chinese: the lexicon. Belongs to `xling_utils.fragment.languages.zh`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

# c=classifier (个 where none is given), loc=localiser for "in" where it is not 里, men=form that shows the
# plural where it is not the word with 们
NOUNS = """
man 男人
woman 女人
child 孩子
teacher 老师 c=位
friend 朋友
doctor 医生 c=位
student 学生 c=名
mother 母亲 c=位
father 父亲 c=位
neighbour 邻居 c=位
writer 作家 c=位
worker 工人 c=名
brother 哥哥
sister 姐姐
driver 司机 c=名
soldier 士兵 c=名
singer 歌手 c=名
king 国王 c=位
farmer 农民 c=名
chef 厨师 c=名
guest 客人 c=位
person_n 人
animal_n 动物 c=只
building_n 建筑 c=座
vehicle_n 车 c=辆
dog 狗 c=只
horse 马 c=匹
cat 猫 c=只
bird 鸟 c=只
fish 鱼 c=条
cow 牛 c=头
sheep 羊 c=只
wolf 狼 c=只
bear 熊 c=头
lion 狮子 c=头
mouse 老鼠 c=只
bread 面包
meat 肉
rice 米饭
soup 汤
cheese 奶酪
salt 盐
apple 苹果
egg 鸡蛋
cake 蛋糕
lemon 柠檬
tomato 西红柿
water 水
milk 牛奶
coffee 咖啡
tea 茶
wine 葡萄酒
juice 果汁
house 房子 c=座
school 学校 c=所
shop 商店 c=家
hospital 医院 c=家
hotel 酒店 c=家
church 教堂 c=座
station 车站
museum 博物馆 c=座
office 办公室 c=间
library 图书馆 c=座
bridge 桥 c=座 loc=上
room 房间
kitchen 厨房 c=间
city 城市 c=座
village 村庄
street 街道 c=条 loc=上
market 市场
garden 花园
park 公园 c=座
forest 森林 c=片
island 岛 c=座 loc=上
beach 海滩 c=片 loc=上
car 汽车 c=辆
train 火车 c=列
ship 船 c=艘
bus 公交车 c=辆
plane 飞机 c=架
bicycle 自行车 c=辆
phone 手机 c=部
key 钥匙 c=把
bag 包
box 箱子
knife 刀 c=把
clock 手表 c=块
bottle 瓶子
cup 杯子
ball 球
lamp 灯 c=盏
computer 电脑 c=台
camera 相机 c=台
ring 戒指 c=枚
gift 礼物 c=份
ticket 票 c=张
shirt 衬衫 c=件
coat 大衣 c=件
hat 帽子 c=顶
shoe 鞋子 c=只
dress 裙子 c=条
table 桌子 c=张
door 门 c=扇
bed 床 c=张
window 窗户 c=扇
chair 椅子 c=把
book 书 c=本
letter 信 c=封
story 故事
song 歌 c=首
newspaper 报纸 c=份
poem 诗 c=首
report 报告 c=份
word 词
map 地图 c=张
tree 树 c=棵
river 河 c=条
flower 花 c=朵
stone 石头 c=块
mountain 山 c=座
star 星星 c=颗
lake 湖
leaf 叶子 c=片
war 战争 c=场
game 比赛 c=场
film 电影 c=部
meeting 会议 c=次
visit_n 访问 c=次
party 聚会 c=次
dance_n 舞蹈 c=支
lesson 课 c=节
walk_n 散步 c=次
problem 问题
question 疑问
work_n 工作
idea 想法
answer 回答
law 法律 c=部
plan 计划
dream 梦
hope_n 希望
language 语言 c=种
company 公司 c=家
team 团队 c=支
bank 银行 c=家
government 政府
army 军队 c=支
"""

# asp: act=activity (在 now, 了 then), event=change of state (negated by 没有), dur=takes 着, stay and
# said=never 了, state=neither 了 nor 没有; none=an act that takes 了 in the past and nothing in the present;
# le=1: 了 even with a place; past=form of the past; deg=form before 得, "-" for none; to, from=forms with a
# goal and a source; via=给 (the recipient follows: 寄给) or 向 (it stands before); "visit@area": the verb for
# such an object or subject
VERBS = """
sleep 睡觉 asp=act past=睡着 le=1 deg=睡
work 工作 asp=act
live 住 asp=stay
arrive 到达 asp=event
run 奔跑 asp=act to=跑到 from=跑来 deg=跑
return 回来 asp=event to=回到 from=回来 deg=-
play 玩 asp=act
laugh 笑 asp=act le=1
fall 掉落 asp=event
fall@person 摔倒 asp=event
fall@tree 倒下 asp=event
swim 游泳 asp=act deg=游
cry 哭 asp=act le=1
dance 跳舞 asp=act deg=跳
stop 停下 asp=event deg=停
fly 飞行 asp=act to=飞到 from=飞来 deg=飞
grow 生长 asp=act
grow@child 长大 asp=event
smile 微笑 asp=act le=1
walk 散步 asp=act to=走到 from=走来 deg=走
answer_v 回答 asp=act le=1
dream_v 做梦 asp=act le=1 deg=-
see 看见 asp=event
read 读 asp=act
read@map 看 asp=act
find 找到 asp=event
buy 买
love 喜欢 asp=state
love@person 爱 asp=state
eat 吃 asp=act
write 写 asp=act
open 打开
want 想要 asp=state
drink 喝 asp=act
help 帮助 asp=act
visit 参观 asp=act
visit@person 拜访 asp=act
visit@area 访问 asp=act
hear 听见 asp=event
build 建造 asp=act
lose 弄丢 asp=event
lose@game 输 asp=event
lose@war 输 asp=event
close 关上
close@shop 关闭
close@book 合上
carry 带 asp=dur
carry@furniture 搬 asp=act
carry@vehicle 运送 asp=act
choose 选择
drive 开 asp=act
wash 洗 asp=act
cook 煮 asp=act
forget 忘记 asp=event
watch 看 asp=act
hide 藏起
break 弄坏 asp=event
break@cup 打碎 asp=event
break@bottle 打碎 asp=event
break@window 打碎 asp=event
wear 穿 asp=dur
wear@hat 戴 asp=dur
wear@ring 戴 asp=dur
follow 跟随
sing 唱 asp=act
draw 画 asp=act
cut 切 asp=act
cut@tree 砍 asp=act
cut@flower 剪 asp=act
cut@dress 剪 asp=act
use 使用 asp=act
plan_v 计划
park_v 停放
give 给 via=给
show 展示 via=向
send 寄 via=给
bring 带 via=给
sell 卖 via=给
tell 讲述 via=向
offer 送 via=给
say 说 asp=said
think 认为 asp=state
know 知道 asp=state
believe 相信 asp=state
hope 希望 asp=state
"""

# de=1: 的 always follows (it follows all long adjectives anyway); pred=form as a predicate; k=colour: a noun;
# k=absolute: predicate 是 ... 的
ADJECTIVES = """
good 好
big 大
big@school 大 de=1
new 新
old 老
old@teacher 年老 pred=老
old@mouse 年老 pred=老
old@thing 旧
old@clothing 旧
old@furniture 旧
old@vehicle 旧
old@text 旧
small 小
small@school 小 de=1
beautiful 美丽
beautiful@clothing 漂亮
beautiful@animal 漂亮
beautiful@person 漂亮
young 年轻
long 长
red 红色 k=colour
white 白色 k=colour
black 黑色 k=colour
green 绿色 k=colour
blue 蓝色 k=colour
important 重要
happy 快乐
bad 糟糕
strong 强壮
strong@army 强大
strong@coffee 浓
strong@tea 浓
cold 寒冷 pred=冷
cold@food 冷
cold@drink 冷
rich 富有
short 短 de=1
poor 贫穷
famous 著名
difficult 难 de=1
expensive 昂贵 pred=贵
clean 干净
heavy 沉重 pred=重
interesting 有趣
sad 悲伤
empty 空 k=absolute de=1
tired 疲惫 pred=累
warm 温暖
warm@food 热
warm@drink 热
cheap 便宜
weak 虚弱
weak@government 软弱
weak@team 弱 de=1
weak@coffee 淡 de=1
weak@tea 淡 de=1
dirty 肮脏 pred=脏
full 满 k=absolute de=1
easy 简单
fresh 新鲜
dangerous 危险
quiet 安静
sick 生病 k=ill
fast 快速 pred=快
slow 缓慢 pred=慢
kind 善良
light 轻便 pred=轻
"""

# u=part of speech where it is not ADV, rel=relation, deg=adjective after 得, neg=form under negation
OTHERS = """
well 好好 deg=好
badly 糟糕 u=ADJ deg=差
slowly 慢慢
quickly 快速
quietly 悄悄
carefully 谨慎 u=ADJ
together 一起 u=NOUN rel=obl
today 今天 u=NOUN rel=obl:tmod
now 现在 u=NOUN rel=obl:tmod
yesterday 昨天 u=NOUN rel=obl:tmod
often 经常
always 总是
sometimes 有时
again 又 neg=再
then 然后
suddenly 突然
yes 是的
no 不
oh 哦
here 这里
there 那里
very 非常
too 太
three 三
four 四
five 五
ten 十
seven 七
six 六
hundred 一百
he 他
she 她
i 我
they 他们
we 我们
you 你
who 谁
"""

NAMES = """
Maria 玛丽亚
Anna 安娜
Sara 萨拉
Laura 劳拉
Eva 伊娃
Julia 朱莉娅
Nina 尼娜
Elena 埃琳娜
Olga 奥尔加
Fatima 法蒂玛
Emma 艾玛
Lena 莱娜
David 大卫
Adam 亚当
Omar 奥马尔
Ivan 伊万
Thomas 托马斯
Karim 卡里姆
Daniel 丹尼尔
Martin 马丁
Paul 保罗
Ali 阿里
Kenji 健二
Oscar 奥斯卡
Smith 史密斯
Garcia 加西亚
Martin_s 马丁
Rossi 罗西
Novak 诺瓦克
Tanaka 田中
Ivanov 伊万诺夫
Weber 韦伯
Silva 席尔瓦
Haddad 哈达德
Kaya 卡亚
Singh 辛格
Paris 巴黎
London 伦敦
Berlin 柏林
Moscow 莫斯科
Rome 罗马
Cairo 开罗
Tokyo 东京
Istanbul 伊斯坦布尔
Delhi 德里
Madrid 马德里
Vienna 维也纳
Lisbon 里斯本
Prague 布拉格
Boston 波士顿
France 法国
India 印度
Japan 日本
Egypt 埃及
Turkey 土耳其
Canada 加拿大
Google Google
UNESCO 联合国教科文组织
BMW BMW
NASA 美国宇航局
Samsung Samsung
FIFA 国际足联
Microsoft Microsoft
Interpol 国际刑警组织
IBM IBM
Reuters 路透社
"""

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
