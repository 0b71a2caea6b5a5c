"""Indonesian: the lexicon. Belongs to `xling_utils.fragment.languages.id`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# root: the lemma of the treebanks, where the word is derived. redup=no: no reduplicated plural.
# mod: an adjective that is a part of the word. bare: the only one of its kind, without "itu".
NOUNS = """
man pria
woman wanita
child anak para=no
teacher guru
friend teman para=no
doctor dokter
student siswa
mother ibu
father ayah
neighbour tetangga
writer penulis root=tulis
worker pekerja root=kerja
brother saudara
sister saudari
driver sopir
soldier prajurit
singer penyanyi root=nyanyi
king raja
farmer petani root=tani
chef koki
guest tamu
person_n orang para=no
animal_n binatang
building_n gedung
vehicle_n kendaraan root=kendara redup=no
dog anjing
horse kuda
cat kucing
bird burung
fish ikan
cow sapi
sheep domba
wolf serigala
bear beruang
lion singa
mouse tikus
bread roti
meat daging
rice nasi
soup sup
cheese keju
salt garam
apple apel
egg telur
cake kue
lemon lemon
tomato tomat
water air
milk susu
coffee kopi
tea teh
wine anggur
juice jus
house rumah
school sekolah
shop toko
hospital rumah mod=sakit
hotel hotel
church gereja
museum museum
office kantor
library perpustakaan root=pustaka
bridge jembatan
kitchen dapur
station stasiun
room kamar
city kota
village desa
street jalan
market pasar
garden kebun
park taman
forest hutan
island pulau
beach pantai
car mobil
train kereta
ship kapal
bus bus
plane pesawat
bicycle sepeda
phone telepon
key kunci
bag tas
box kotak
knife pisau
clock jam
bottle botol
cup cangkir
ball bola
lamp lampu
computer komputer
camera kamera
ring cincin
gift hadiah
ticket tiket
shirt kemeja
coat mantel
hat topi
shoe sepatu
dress gaun
table meja
door pintu
bed ranjang
window jendela
chair kursi
book buku
letter surat
story cerita
song lagu
newspaper koran
poem puisi
report laporan root=lapor
word kata
map peta
tree pohon
river sungai
flower bunga
stone batu
mountain gunung
star bintang
lake danau
leaf daun
war perang
game pertandingan root=tanding redup=no
film film
meeting pertemuan root=temu redup=no
visit_n kunjungan root=kunjung redup=no
dance_n tarian root=tari
walk_n tamasya redup=no
party pesta
lesson pelajaran root=ajar redup=no
problem masalah
question pertanyaan root=tanya
work_n pekerjaan root=kerja
hope_n harapan root=harap
idea ide
answer jawaban root=jawab
law undang-undang root=undang redup=no
plan rencana
dream mimpi
language bahasa
company perusahaan root=usaha
team tim
bank bank
government pemerintah root=perintah bare=1
army pasukan root=pasuk
"""

# root: the lemma of the treebanks. gov: the relation that marks the object. state: without "has done".
# talk: what one says in a dialogue.
VERBS = """
sleep tidur state=1
work bekerja root=kerja state=1 talk=kerja
live tinggal state=1
arrive tiba
run berlari root=lari state=1 talk=lari
return kembali
play bermain root=main state=1 talk=main
laugh tertawa root=tawa state=1
fall jatuh
swim berenang root=renang state=1
cry menangis root=tangis state=1
dance menari root=tari state=1
stop berhenti root=henti
fly terbang state=1
grow tumbuh
smile tersenyum root=senyum state=1
walk berjalan root=jalan state=1 talk=jalan
answer_v menjawab root=jawab
dream_v bermimpi root=mimpi state=1 talk=mimpi
see melihat root=lihat
read membaca root=baca
find menemukan root=temu
buy membeli root=beli
love menyukai root=suka state=1
love@person mencintai root=cinta state=1
eat makan
write menulis root=tulis
open membuka root=buka
want menginginkan root=ingin state=1
drink minum
help membantu root=bantu
visit mengunjungi root=kunjung
hear mendengar root=dengar
build membangun root=bangun
lose kehilangan root=hilang
lose@event kalah gov=inside
close menutup root=tutup
carry membawa root=bawa
choose memilih root=pilih
drive mengemudikan root=kemudi
wash mencuci root=cuci
wash@person memandikan root=mandi
wash@animal memandikan root=mandi
cook memasak root=masak
forget melupakan root=lupa
watch menonton root=tonton
watch@animal mengamati root=amat
watch@nature mengamati root=amat
hide menyembunyikan root=sembunyi
break memecahkan root=pecah
break@phone merusak root=rusak
break@clock merusak root=rusak
break@camera merusak root=rusak
break@chair merusak root=rusak
wear memakai root=pakai
follow mengikuti root=ikut
sing menyanyikan root=nyanyi
draw menggambar root=gambar
cut memotong root=potong
use menggunakan root=guna
plan_v merencanakan root=rencana
park_v memarkir root=parkir
give memberikan root=beri
show menunjukkan root=tunjuk
send mengirimkan root=kirim
bring mengantarkan root=antar
sell menjual root=jual
tell menceritakan root=cerita
offer menawarkan root=tawar
say mengatakan root=kata state=1
think berpikir root=pikir state=1
know tahu state=1
believe percaya state=1
hope berharap root=harap state=1
"""

# yang=1: stands after the noun with "yang".
ADJECTIVES = """
good bagus
good@person baik yang=1
good@group baik yang=1
good@food enak
good@drink enak
big besar
new baru
old tua
old@person_n tua yang=1
old@thing lama
old@clothing lama
old@furniture lama
old@text lama
small kecil
beautiful indah
beautiful@person cantik
beautiful@man tampan
beautiful@father tampan
beautiful@brother tampan
beautiful@king tampan
beautiful@animal cantik
young muda
young@child kecil
long panjang
red merah
white putih
black hitam
important penting
happy bahagia yang=1
bad buruk
strong kuat
strong@person kuat yang=1
strong@drink kental
cold dingin
rich kaya
short pendek
short@event singkat
poor miskin
famous terkenal root=kenal
green hijau
difficult sulit
expensive mahal
clean bersih
heavy berat
interesting menarik root=tarik
sad sedih yang=1
blue biru
empty kosong
tired lelah yang=1
warm hangat
cheap murah
weak lemah
weak@person lemah yang=1
weak@drink encer
dirty kotor
full penuh yang=1
easy mudah
fresh segar
dangerous berbahaya root=bahaya
quiet tenang yang=1
quiet@person pendiam root=diam
sick sakit yang=1
fast cepat
slow lambat
kind ramah yang=1
light ringan
"""

# by: the adverb is an adjective after this preposition. place: it is a pronoun after "di". Pronouns: see UD.
OTHERS = """
well baik by=dengan
slowly perlahan by=dengan
quickly cepat by=dengan
together bersama
quietly tenang by=dengan
carefully hati-hati by=dengan root=hati
badly buruk by=dengan
today hari day=ini
now sekarang
often sering
always selalu
yesterday kemarin
again lagi
sometimes kadang-kadang
then kemudian
suddenly tiba-tiba
yes ya
no tidak
oh oh
here sini place=1
there sana place=1
very sangat
too terlalu
three tiga
four empat
five lima
ten sepuluh
seven tujuh
six enam
hundred seratus
he dia
she dia
i saya Polite=Form
they mereka
we kami Clusivity=Ex
you Anda Polite=Form
who siapa
"""

PLACE_NAMES = """
Moscow Moskow
Rome Roma
Cairo Kairo
Vienna Wina
Lisbon Lisbon
Prague Praha
France Prancis
Japan Jepang
Egypt Mesir
Turkey Turki
Canada Kanada
"""

_PLACES = parse_lexicon(PLACE_NAMES)
NAMES = "\n".join(f"{name} {name.removesuffix('_s')}" for name in c.ENTITY_TYPE if name not in _PLACES)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + PLACE_NAMES + NAMES)
