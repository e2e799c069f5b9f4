"""What people call the time zones they are most likely to live in."""

from __future__ import annotations

# Offered in this order. Korean names first; a place whose zone bears its own English name needs none.
# An abbreviation means the place, not the fixed offset: who types EST in July wants New York's clock.
_CALLED = """
Asia/Seoul: 서울, 한국, 대한민국, 부산, 인천, 대전, 대구, 광주, 제주, korea, south korea, busan, rok, kst
America/New_York: 뉴욕, 보스턴, 워싱턴, 애틀랜타, boston, washington, washington dc, atlanta, eastern, us eastern, et,
    est, edt
America/Los_Angeles: 로스앤젤레스, 엘에이, 샌프란시스코, 시애틀, san francisco, seattle, la, pacific, us pacific, pt,
    pst, pdt
America/Chicago: 시카고, 댈러스, 오스틴, 휴스턴, dallas, austin, houston, central, us central, ct, cst, cdt
America/Denver: 덴버, mountain, us mountain, mt, mst, mdt
Asia/Tokyo: 도쿄, 동경, 일본, 오사카, japan, osaka, kyoto, jst
Asia/Shanghai: 상하이, 베이징, 중국, 상해, 북경, 선전, china, beijing, shenzhen
Asia/Hong_Kong: 홍콩, hkt
Asia/Taipei: 타이베이, 대만, 타이완, taiwan
Asia/Singapore: 싱가포르, sgt
Asia/Ho_Chi_Minh: 호찌민, 호치민, 하노이, 베트남, 다낭, hanoi, saigon, vietnam
Asia/Bangkok: 방콕, 태국, 치앙마이, thailand
Asia/Manila: 마닐라, 필리핀, philippines
Asia/Jakarta: 자카르타, wib
Asia/Kuala_Lumpur: 쿠알라룸푸르, 말레이시아, malaysia
Asia/Kolkata: 콜카타, 인도, 델리, 뭄바이, 벵갈루루, india, delhi, mumbai, bangalore, bengaluru, ist
Asia/Dubai: 두바이, 아부다비, abu dhabi, uae
Asia/Tashkent: 타슈켄트, 우즈베키스탄, uzbekistan
Asia/Almaty: 알마티
Asia/Ulaanbaatar: 울란바토르, 몽골, mongolia
Asia/Jerusalem: 예루살렘, 텔아비브, 이스라엘, israel, tel aviv
Europe/London: 런던, 영국, 옥스퍼드, 에든버러, uk, england, britain, oxford, edinburgh, bst
Europe/Dublin: 더블린, 아일랜드, ireland
Europe/Paris: 파리, 프랑스, france
Europe/Berlin: 베를린, 독일, 뮌헨, 프랑크푸르트, 함부르크, germany, munich, frankfurt, hamburg, cet, cest
Europe/Zurich: 취리히, 스위스, 제네바, switzerland, geneva, lausanne
Europe/Amsterdam: 암스테르담, 네덜란드, netherlands
Europe/Brussels: 브뤼셀, 벨기에, belgium
Europe/Vienna: 빈, 오스트리아, 비엔나, austria
Europe/Madrid: 마드리드, 스페인, 바르셀로나, spain, barcelona
Europe/Rome: 로마, 이탈리아, 밀라노, italy, milan
Europe/Prague: 프라하, 체코, czechia
Europe/Warsaw: 바르샤바, 폴란드, poland
Europe/Stockholm: 스톡홀름, 스웨덴, sweden
Europe/Copenhagen: 코펜하겐, 덴마크, denmark
Europe/Helsinki: 헬싱키, 핀란드, finland, eet, eest
Europe/Istanbul: 이스탄불, 튀르키예, 터키, turkey
Europe/Moscow: 모스크바, msk
America/Toronto: 토론토, 오타와, 몬트리올, ottawa, montreal
America/Vancouver: 밴쿠버
America/Mexico_City: 멕시코시티
America/Sao_Paulo: 상파울루
America/Argentina/Buenos_Aires: 부에노스아이레스, 아르헨티나, argentina
America/Santiago: 산티아고
Pacific/Honolulu: 호놀룰루, 하와이, hawaii, hst
Australia/Sydney: 시드니, 캔버라, aest, aedt
Australia/Melbourne: 멜버른
Australia/Brisbane: 브리즈번
Pacific/Auckland: 오클랜드, 뉴질랜드, new zealand, nzst, nzdt
Africa/Cairo: 카이로, 이집트, egypt
Africa/Nairobi: 나이로비, 케냐, kenya
UTC: 협정 세계시, 세계 표준시, gmt
"""


def _zones(lines: str) -> dict[str, tuple[str, ...]]:
    joined = lines.strip().replace("\n    ", " ").splitlines()
    return {zone: tuple(names.split(", ")) for zone, names in (line.split(": ") for line in joined)}


CALLED = _zones(_CALLED)
