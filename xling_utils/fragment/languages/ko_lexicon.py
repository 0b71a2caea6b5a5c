"""Korean: the lexicon. Belongs to `xling_utils.fragment.languages.ko`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

# c = counter (the default is that of the noun's class).
NOUNS = """
man 남자
woman 여자
child 아이
teacher 선생님
friend 친구
doctor 의사
student 학생
mother 어머니
father 아버지
neighbour 이웃
writer 작가
worker 노동자
brother 남동생
sister 여동생
driver 운전사
soldier 군인
singer 가수
king 왕
farmer 농부
chef 요리사
guest 손님
person_n 사람
animal_n 동물
building_n 건물
vehicle_n 탈것
dog 개
horse 말
cat 고양이
bird 새
fish 물고기
cow 소
sheep 양
wolf 늑대
bear 곰
lion 사자
mouse 쥐
bread 빵
meat 고기
rice 밥
soup 수프
cheese 치즈
salt 소금
apple 사과
egg 달걀
cake 케이크
lemon 레몬
tomato 토마토
water 물
milk 우유
coffee 커피
tea 차
wine 와인
juice 주스
house 집 c=채
school 학교
shop 가게
hospital 병원
hotel 호텔
church 교회
station 역
museum 박물관
office 사무실
library 도서관
bridge 다리
room 방
kitchen 부엌
city 도시
village 마을
street 거리
market 시장
garden 정원
park 공원
forest 숲
island 섬
beach 해변
car 차
train 기차
ship 배 c=척
bus 버스
plane 비행기
bicycle 자전거
phone 전화 c=대
key 열쇠
bag 가방
box 상자
knife 칼 c=자루
clock 시계
bottle 병
cup 컵
ball 공
lamp 램프
computer 컴퓨터 c=대
camera 카메라 c=대
ring 반지
gift 선물
ticket 표 c=장
shirt 셔츠
coat 코트
hat 모자 c=개
shoe 신발 c=켤레
dress 드레스
table 테이블
door 문
bed 침대
window 창문
chair 의자
book 책 c=권
letter 편지 c=통
story 이야기
song 노래 c=곡
newspaper 신문 c=부
poem 시 c=편
report 보고서
word 단어
map 지도 c=장
tree 나무 c=그루
river 강
flower 꽃 c=송이
stone 돌
mountain 산
star 별
lake 호수
leaf 잎 c=장
war 전쟁
game 경기
film 영화 c=편
meeting 회의
visit_n 방문
party 파티
dance_n 춤 c=개
lesson 수업
walk_n 산책
problem 문제
question 질문
work_n 일
idea 생각
answer 답
law 법
plan 계획
dream 꿈
hope_n 희망
language 언어
company 회사
team 팀
bank 은행
government 정부
army 군대
"""

# k: irregular class (b d s h r: ㅂ ㄷ ㅅ ㅎ 르). A key that is a noun, a class or a relation gives the word
# to use with it, as lemma/k. asp: always = -고 있다 in both tenses, present = in the present, never = not
# even with 지금. obj = a light object (미소를 짓다); at = the place takes 에; badly = the adverb for it.
VERBS = """
sleep 자다 badly=불편하게
work 일하다
live 살다 asp=present at=1
arrive 도착하다 asp=never at=1
run 달리다
return 돌아오다 asp=never to=돌아가다 at=1
play 놀다 badly=서투르게
laugh 웃다 badly=어색하게
fall 떨어지다 asp=never at=1 person=넘어지다 tree=쓰러지다
swim 수영하다 animal=헤엄치다 badly=서투르게
cry 울다 badly=심하게
dance 춤추다 badly=서투르게
stop 멈추다 asp=never badly=서투르게
fly 날다 to=날아가다 from=날아오다
grow 자라다 asp=present
smile 짓다 k=s obj=미소를 badly=어색하게
walk 걷다 k=d to=걸어가다 from=걸어오다 badly=서투르게
answer_v 대답하다 badly=서투르게
dream_v 꿈꾸다 badly=이상하게
see 보다
read 읽다
find 찾다
buy 사다
love 좋아하다 asp=never person=사랑하다 animal=사랑하다 area=사랑하다
eat 먹다
write 쓰다 badly=서투르게
open 열다 book=펴다 letter=뜯다
want 원하다 asp=never
drink 마시다
help 돕다 k=b
visit 방문하다
hear 듣다 k=d
build 짓다 k=s ship=만들다 plane=만들다 bridge=놓다 badly=엉성하게
lose 잃다 asp=never thing=잃어버리다 clothing=잃어버리다 text=잃어버리다 game=지다 war=지다
close 닫다 book=덮다
carry 나르다 k=r
choose 고르다 k=r person=뽑다
drive 운전하다 badly=서투르게
wash 씻다 clothing=빨다 window=닦다 car=닦다 child=씻기다 dog=씻기다
cook 요리하다 rice=짓다/s soup=끓이다
forget 잊다 asp=never thing=잊어버리다 clothing=잊어버리다
watch 관람하다 animal=지켜보다 star=지켜보다
hide 숨기다 at=1
break 부수다 cup=깨다 bottle=깨다 lamp=깨다 window=깨다
wear 입다 asp=always hat=쓰다 shoe=신다 ring=끼다
follow 따라가다
sing 부르다 k=r poem=읊다 badly=서투르게
draw 그리다 badly=서투르게
cut 자르다 k=r tree=베다
use 사용하다
plan_v 계획하다
park_v 주차하다 asp=never at=1
give 주다
show 보여주다
send 보내다
bring 가져오다
sell 팔다
tell 들려주다 plan=말하다 idea=말하다 dream=이야기하다
offer 건네다 by_group=제공하다
say 말하다
think 생각하다
know 알다 asp=never negated=모르다/r
believe 믿다 asp=never
hope 바라다 asp=never
"""

# k: as for verbs; n = a noun (초록색), v = the past of a verb (늙은), state = verb with -아 있다 (비어 있다).
# full = an adverb that goes with it (가득 찬); attr = a determiner that stands for it before a noun.
ADJECTIVES = """
good 좋다 pred_person=훌륭하다
big 크다
new 새롭다 k=b attr=새
old 오래되다 k=v person=늙다/v animal=늙다/v
small 작다
beautiful 아름답다 k=b
young 젊다 animal=어리다
long 길다
red 빨갛다 k=h
white 하얗다 k=h
black 검다
important 중요하다
happy 행복하다
bad 나쁘다
strong 강하다 coffee=진하다 tea=진하다
cold 차갑다 k=b room=춥다/b mountain=춥다/b
rich 부유하다
short 짧다
poor 가난하다
famous 유명하다
green 초록색 k=n
difficult 어렵다 k=b
expensive 비싸다
clean 깨끗하다
heavy 무겁다 k=b
interesting 재미있다
sad 슬프다
blue 파랗다 k=h
empty 비다 k=state
tired 피곤하다
warm 따뜻하다
cheap 싸다
weak 약하다 coffee=연하다 tea=연하다
dirty 더럽다 k=b
full 차다 k=state full=가득
easy 쉽다 k=b
fresh 신선하다
dangerous 위험하다
quiet 조용하다
sick 아프다
fast 빠르다 k=r
slow 느리다
kind 친절하다
light 가볍다 k=b
"""

OTHERS = """
well 잘
slowly 천천히
quickly 빨리
together 함께
quietly 조용히
carefully 조심스럽게
badly 대충
today 오늘
now 지금
often 자주
always 항상
yesterday 어제
again 다시
sometimes 가끔
then 그때
suddenly 갑자기
yes 네
no 아니요
oh 아
here 여기서 at=여기에
there 거기서 at=거기에
very 매우 negated=그다지 polite=아주 polite_negated=별로
too 너무
three 세
four 네
five 다섯
ten 열
seven 일곱
six 여섯
hundred 백
he 그
she 그녀
i 나 subj=내가 gen=내
they 그들
we 우리 gen=우리
you 당신
who 누구 subj=누가
"""

# sound: a syllable that ends as the name does when it is read aloud.
NAMES = """
Maria 마리아
Anna 안나
Sara 사라
Laura 로라
Eva 에바
Julia 줄리아
Nina 니나
Elena 엘레나
Olga 올가
Fatima 파티마
Emma 에마
Lena 레나
David 데이비드
Adam 애덤
Omar 오마르
Ivan 이반
Thomas 토머스
Karim 카림
Daniel 대니얼
Martin 마틴
Paul 폴
Ali 알리
Kenji 겐지
Oscar 오스카
Smith 스미스
Garcia 가르시아
Martin_s 마틴
Rossi 로시
Novak 노바크
Tanaka 다나카
Ivanov 이바노프
Weber 베버
Silva 실바
Haddad 하다드
Kaya 카야
Singh 싱
Paris 파리
London 런던
Berlin 베를린
Moscow 모스크바
Rome 로마
Cairo 카이로
Tokyo 도쿄
Istanbul 이스탄불
Delhi 델리
Madrid 마드리드
Vienna 빈
Lisbon 리스본
Prague 프라하
Boston 보스턴
France 프랑스
India 인도
Japan 일본
Egypt 이집트
Turkey 튀르키예
Canada 캐나다
Google Google sound=글
UNESCO 유네스코
BMW BMW sound=유
NASA NASA sound=사
Samsung Samsung sound=성
FIFA FIFA sound=파
Microsoft Microsoft sound=트
Interpol 인터폴
IBM IBM sound=엠
Reuters 로이터
"""

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
