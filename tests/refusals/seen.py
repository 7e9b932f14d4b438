"""Pages that are no article, and articles that look like such pages, in other languages and shapes: the half for work.

The shapes are those that servers, bot walls, consent tools and content systems send; the words are ours.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Case(NamedTuple):
    """One page and what is to become of it."""

    name: str
    html: str | bytes
    reason: str | None
    """The family of the refusal; None if the page is to be read."""


class Words(NamedTuple):
    """What walls say in one language."""

    menu: str
    wait: str
    human: str
    cookies: str
    accept: str
    login: str
    must: str
    password: str
    forgot: str
    age: str
    geo: str
    missing: str
    failed: str
    upkeep: str
    sale: str
    moved: str
    nothing: str
    script: str
    prose: tuple[str, str, str]
    about: str


WORDS: Final = {
    "it": Words(
        "Inizio, Notizie, Sport, Contatti",
        "Solo un momento... Stiamo eseguendo una verifica di sicurezza prima di procedere.",
        "Conferma di non essere un automa: dimostra che sei un essere umano.",
        "Noi e i nostri partner utilizziamo cookie e dati personali per la pubblicità personalizzata.",
        "Accetta e continua",
        "Accedi",
        "Devi effettuare il login per leggere questa pagina.",
        "Password",
        "Hai dimenticato la password?",
        "Verifica dell'età: sei maggiorenne?",
        "Questo contenuto non è disponibile nel tuo paese.",
        "Pagina non trovata",
        "Si è verificato un errore. Riprova più tardi.",
        "Il sito è in manutenzione, torneremo presto.",
        "Questo dominio è in vendita",
        "Verrai reindirizzato tra pochi secondi",
        "Nessun risultato per la tua ricerca",
        "Abilita JavaScript per usare questa applicazione.",
        (
            "Il museo del mare ha riaperto sabato dopo tre anni di lavori, con due sale in più e un cortile coperto.",
            "La direttrice ha detto che le barche più vecchie si possono ora guardare da vicino, anche di sera.",
            "Il biglietto costa otto euro, e chi abita in città entra gratis ogni prima domenica del mese.",
        ),
        "Perché la pagina non trovata piace ai grafici di tutto il mondo",
    ),
    "nl": Words(
        "Begin, Nieuws, Sport, Contact",
        "Een ogenblik geduld, uw browser wordt gecontroleerd.",
        "Bevestig dat u een mens bent en geen robot.",
        "Wij en onze partners gebruiken cookies en persoonsgegevens voor gepersonaliseerde advertenties.",
        "Alles accepteren",
        "Inloggen",
        "U moet ingelogd zijn om deze pagina te bekijken.",
        "Wachtwoord",
        "Wachtwoord vergeten?",
        "Leeftijdscontrole: bent u 18 jaar of ouder?",
        "Deze inhoud is niet beschikbaar in uw land.",
        "Pagina niet gevonden",
        "Er ging iets mis. Probeer het later nog eens.",
        "De site is in onderhoud. We zijn snel terug.",
        "Deze domeinnaam is te koop",
        "U wordt doorgestuurd",
        "Geen resultaten gevonden",
        "U dient JavaScript in te schakelen.",
        (
            "Het zeemuseum is zaterdag na drie jaar verbouwen weer opengegaan, met twee zalen erbij en een overdekt plein.",
            "Volgens de directeur zijn de oudste boten nu van dichtbij te bekijken, ook in de avond.",
            "Een kaartje kost acht euro, en wie in de stad woont mag er elke eerste zondag gratis in.",
        ),
        "Waarom iedereen op alles accepteren klikt, en wat dat kost",
    ),
    "pl": Words(
        "Start, Wiadomości, Sport, Kontakt",
        "Chwileczkę… Trwa weryfikacja bezpieczeństwa.",
        "Potwierdź, że jesteś człowiekiem, a nie maszyną.",
        "My i nasi partnerzy wykorzystujemy pliki cookie i dane osobowe do wyświetlania reklam.",
        "Przejdź do serwisu",
        "Zaloguj się",
        "Musisz się zalogować, aby zobaczyć tę stronę.",
        "Hasło",
        "Nie pamiętasz hasła?",
        "Weryfikacja wieku: czy masz ukończone 18 lat?",
        "Ta treść jest niedostępna w Twoim kraju.",
        "Nie znaleziono strony",
        "Wystąpił błąd. Spróbuj ponownie za chwilę.",
        "Przerwa techniczna. Wkrótce wracamy.",
        "Ta domena jest na sprzedaż",
        "Za chwilę nastąpi przekierowanie",
        "Brak wyników wyszukiwania",
        "Włącz JavaScript, aby uruchomić aplikację.",
        (
            "Muzeum morskie otwarto w sobotę po trzech latach remontu, z dwiema nowymi salami i krytym dziedzińcem.",
            "Dyrektorka powiedziała, że najstarsze łodzie można teraz oglądać z bliska, także wieczorem.",
            "Bilet kosztuje osiem euro, a mieszkańcy wchodzą za darmo w każdą pierwszą niedzielę miesiąca.",
        ),
        "Skąd się wzięło hasło i dlaczego go nie pamiętamy",
    ),
    "sv": Words(
        "Start, Nyheter, Sport, Kontakt",
        "Ett ögonblick, vi kontrollerar din webbläsare.",
        "Bekräfta att du är människa och inte en robot.",
        "Vi och våra partner använder cookies och personuppgifter för att visa annonser.",
        "Godkänn alla",
        "Logga in",
        "Du måste logga in för att se sidan.",
        "Lösenord",
        "Glömt lösenord?",
        "Åldersgräns: har du fyllt 18 år?",
        "Innehållet är inte tillgängligt i ditt land.",
        "Sidan hittades inte",
        "Något gick fel. Försök igen senare.",
        "Planerat underhåll pågår. Vi är snart tillbaka.",
        "Domänen är till salu",
        "Du omdirigeras nu",
        "Inga träffar på din sökning",
        "Aktivera JavaScript för att köra appen.",
        (
            "Sjömuseet öppnade i lördags efter tre års ombyggnad, med två nya salar och en gård under tak.",
            "Enligt chefen kan man nu se de äldsta båtarna på nära håll, också på kvällarna.",
            "En biljett kostar åttio kronor, och den som bor i staden går in gratis första söndagen i månaden.",
        ),
        "När servern säger att något gick fel: en kort historia",
    ),
    "tr": Words(
        "Başlangıç, Haberler, Spor, İletişim",
        "Bir dakika lütfen, tarayıcınız kontrol ediliyor.",
        "Devam etmek için robot olmadığınızı doğrulayın.",
        "Biz ve iş ortaklarımız çerez ve kişisel veri kullanıyoruz.",
        "Tümünü kabul et",
        "Giriş yap",
        "Bu sayfayı görmek için oturum açmanız gerekiyor.",
        "Şifre",
        "Şifremi unuttum",
        "Yaş doğrulama: 18 yaşından büyük müsünüz?",
        "Bu içerik ülkenizde kullanılamıyor.",
        "Sayfa bulunamadı",
        "Bir hata oluştu. Daha sonra tekrar deneyin.",
        "Bakım çalışması nedeniyle kısa süre sonra döneceğiz.",
        "Bu alan adı satılıktır",
        "Yönlendiriliyorsunuz",
        "Sonuç bulunamadı",
        "Uygulamayı kullanmak için JavaScript'i etkinleştirin.",
        (
            "Deniz müzesi üç yıllık onarımın ardından cumartesi günü iki yeni salon ve kapalı bir avluyla yeniden açıldı.",
            "Müdür, en eski teknelerin artık akşamları da yakından görülebildiğini söyledi.",
            "Bilet sekiz avro; şehirde oturanlar her ayın ilk pazar günü ücretsiz girebiliyor.",
        ),
        "Neden her site bize robot olup olmadığımızı soruyor",
    ),
    "ko": Words(
        "처음, 뉴스, 스포츠, 연락처",
        "잠시만 기다려 주세요. 브라우저를 확인하고 있습니다.",
        "계속하려면 로봇이 아닙니다 상자를 눌러 주세요.",
        "당사와 파트너는 쿠키를 사용하여 개인 정보를 처리합니다.",
        "모두 동의",
        "로그인",
        "이 페이지를 보려면 로그인이 필요합니다.",
        "비밀번호",
        "비밀번호 찾기",
        "연령 확인: 만 19세 이상입니까?",
        "이 콘텐츠는 귀하의 국가에서 이용할 수 없습니다.",
        "페이지를 찾을 수 없습니다",
        "오류가 발생했습니다. 잠시 후 다시 시도해 주세요.",
        "서비스 점검 중입니다. 곧 돌아오겠습니다.",
        "이 도메인은 판매 중입니다",
        "자동으로 이동합니다",
        "검색 결과가 없습니다",
        "자바스크립트를 켜 주세요.",
        (
            "바다 박물관이 삼 년 동안의 공사를 마치고 토요일에 다시 문을 열었다. 전시실 두 곳과 지붕 있는 마당이 새로 생겼다.",
            "관장은 가장 오래된 배들을 이제 저녁에도 가까이에서 볼 수 있다고 말했다.",
            "입장료는 만 원이며, 시민은 매달 첫째 일요일에 무료로 들어갈 수 있다.",
        ),
        "로그인 화면은 왜 모두 비슷하게 생겼을까",
    ),
    "ar": Words(
        "الرئيسية, أخبار, رياضة, اتصل بنا",
        "لحظة من فضلك، جارٍ التحقق من المتصفح.",
        "أكد أنك إنسان وأنك لست روبوت للمتابعة.",
        "نحن وشركاؤنا نستخدم ملفات تعريف الارتباط ونعالج البيانات الشخصية.",
        "قبول الكل",
        "تسجيل الدخول",
        "يجب تسجيل الدخول لعرض هذه الصفحة.",
        "كلمة المرور",
        "نسيت كلمة المرور؟",
        "التحقق من العمر: هل عمرك فوق 18 سنة؟",
        "هذا المحتوى غير متوفر في بلدك.",
        "الصفحة غير موجودة",
        "حدث خطأ ما، حاول مرة أخرى لاحقا.",
        "الموقع تحت الصيانة، سنعود قريبا.",
        "هذا النطاق معروض للبيع",
        "إعادة توجيه الصفحة",
        "لا توجد نتائج",
        "يرجى تفعيل جافا سكريبت.",
        (
            "أعيد افتتاح متحف البحر يوم السبت بعد ثلاث سنوات من الترميم، مع قاعتين جديدتين وساحة مسقوفة.",
            "وقالت المديرة إن أقدم القوارب يمكن رؤيتها الآن عن قرب، وفي المساء أيضا.",
            "تبلغ قيمة التذكرة ثمانية يوروهات، ويدخل سكان المدينة مجانا في أول أحد من كل شهر.",
        ),
        "قصة الصفحة غير الموجودة التي يعرفها كل من استعمل الشبكة",
    ),
    "en": Words(
        "Start, News, Sport, Contact",
        "Please stand by, while we are checking your browser...",
        "Press & hold to confirm you are a human and not a bot.",
        "We and our partners use cookies and process personal data for personalised ads.",
        "Accept and continue",
        "Log in",
        "You need to log in to see this page.",
        "Password",
        "Forgot password?",
        "Please confirm your age: are you 21 or older?",
        "This content is not available in your location or country.",
        "The page you requested could not be found",
        "An error has occurred. Please try again later.",
        "Site maintenance. We will be right back.",
        "Buy this domain",
        "You are being redirected",
        "Your search did not match any documents",
        "JavaScript is required to view this site.",
        (
            "The sea museum opened again on Saturday after three years of work, with two more rooms and a covered yard.",
            "Its head said that the oldest boats can now be seen from close by, in the evening as well.",
            "A ticket is eight pounds, and people who live in the town come in free on the first Sunday of a month.",
        ),
        "Sign in, sign out: a week without a single password",
    ),
}


def _items(w: Words) -> list[str]:
    return w.menu.split(", ")


def _header(w: Words) -> str:
    return "<div id=top>" + " ".join(f'<a href="/{i}">{n}</a>' for i, n in enumerate(_items(w))) + "</div>"


def _wait(w: Words) -> str:
    return f'<html><head><title>Example.com</title></head><body><table width="100%" height="100%"><tr><td align="center"><div class="cf-browser-verification cf-im-under-attack"><h1><span>{w.wait}</span></h1><p>DDoS protection by Guard</p></div></td></tr></table></body></html>'


def _frame(w: Words) -> str:
    return f'<html style="height:100%"><head><meta name="robots" content="noindex"></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31" frameborder=0 width="100%">{w.wait}</iframe></body></html>'


def _human(w: Words) -> str:
    return f'<html><head><title>example.com</title></head><body><center><img src=logo.gif><form action="/verify"><p>{w.human}</p><img src="/captcha.png" alt="captcha"><input name=answer><input type=submit></form><p>IP 192.0.2.7 2024-03-01T10:00:00Z</p></center></body></html>'


def _consent(w: Words) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{w.cookies}</td></tr>" for n in _items(w))
    return f'<html><head><title>Example</title></head><body><main><section><h1>Cookies</h1><p>{w.cookies}</p><details><table>{rows}</table></details><p><a role="button" href="/ok">{w.accept}</a></p></section></main></body></html>'


def _login(w: Words) -> str:
    return f'<html><head><title>Example Club: {w.login}</title></head><body>{_header(w)}<div class=panel><div class=alert>{w.must}</div><form><fieldset><legend>{w.login}</legend><input name=user><input type=password placeholder="{w.password}"><button>{w.login}</button></fieldset></form><a href=/lost>{w.forgot}</a></div></body></html>'


def _age(w: Words) -> str:
    return f'<html><head><title>Example Wines</title></head><body><div class="modal age-verification"><p>{w.age}</p><a class=btn href="?ok">OK</a><a class=btn href="//example.com">X</a></div><div id=app></div><script src=a.js></script></body></html>'


def _geo(w: Words) -> str:
    return f"<html><head><title>451</title></head><body><div><p>{w.geo}</p></div></body></html>"


def _missing(w: Words) -> str:
    return f'<html><head><title>Example | {w.missing}</title></head><body>{_header(w)}<div class="col"><strong>404</strong><p>{w.missing}.</p></div><div class="col">{_header(w)}</div></body></html>'


def _failed(w: Words) -> str:
    return f"<html><body><h2>{w.failed}</h2><p>ref 0.5c1e</p></body></html>"


def _upkeep(w: Words) -> str:
    return f'<html><head><title>Example</title></head><body class="maintenance"><section><img src=a.png><p>{w.upkeep}</p><p>info@example.com</p></section></body></html>'


def _sale(w: Words) -> str:
    return f"<html><head><title>example-shop.net</title></head><body><h1>{w.sale}</h1><form><input name=offer><button>OK</button></form><p>© example-shop.net</p></body></html>"


def _moved(w: Words) -> str:
    return f'<html><head><title>{w.moved}</title><meta http-equiv="Refresh" content="3;URL=/new"></head><body><div><p>{w.moved}: <a href="/new">/new</a></p></div></body></html>'


def _nothing(w: Words) -> str:
    return f'<html><head><title>Example</title></head><body class="search search-no-results">{_header(w)}<section><h2>{w.nothing}</h2><form><input type=search></form></section></body></html>'


def _app(w: Words) -> str:
    return f"<html><head><title>Example</title></head><body><div id=__next></div><div class=warn>{w.script}</div><script src=b.js></script></body></html>"


def _story(w: Words, title: str, before: str = "", after: str = "") -> str:
    text = "".join(f"<p>{p}</p>" for p in w.prose)
    return f"<html><head><title>{title} | Example</title></head><body>{_header(w)}{before}<div class=post><h1>{title}</h1>{text}</div>{after}</body></html>"


def _about(w: Words) -> str:
    return _story(w, w.about)


def _banner(w: Words) -> str:
    return _story(
        w, w.prose[0][:35], after=f"<div class=cookie-notice><p>{w.cookies}</p><a href=#>{w.accept}</a></div>"
    )


def _members(w: Words) -> str:
    box = f"<div class=login-box><h3>{w.login}</h3><form><input name=u><input type=password><button>{w.login}</button></form><a href=/lost>{w.forgot}</a></div>"
    return _story(w, w.prose[1][:35], before=box)


def _board(w: Words) -> str:
    posts = "".join(
        f"<li class=post><div class=by>ann{i}</div><div class=content><p>{p}</p></div></li>"
        for i, p in enumerate(w.prose)
    )
    return f"<html><head><title>{w.prose[0][:30]}</title></head><body><form role=search><input></form>{_header(w)}<h1>{w.prose[0][:30]}</h1><ul class=bbp-replies>{posts}</ul><p>{w.must}</p></body></html>"


_MAKERS: Final = (
    ("challenge", _wait),
    ("challenge", _frame),
    ("captcha", _human),
    ("consent-wall", _consent),
    ("login-wall", _login),
    ("age-gate", _age),
    ("geo-block", _geo),
    ("error-page", _missing),
    ("error-page", _failed),
    ("maintenance", _upkeep),
    ("parked-domain", _sale),
    ("redirect", _moved),
    ("search-results", _nothing),
    ("empty-shell", _app),
    (None, _about),
    (None, _banner),
    (None, _members),
    (None, _board),
)

_SINGLE: Final = (
    Case(
        "rdf",
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel></rdf:RDF>',
        "unsupported",
    ),
    Case(
        "feed",
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
        "unsupported",
    ),
    Case(
        "rss",
        '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><rss version="2.0"><channel><title>x</title></channel></rss>',
        "unsupported",
    ),
    Case(
        "sitemap-index",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/a.xml</loc></sitemap></sitemapindex>',
        "unsupported",
    ),
    Case("robots", b"# robots\nUser-agent: *\nAllow: /\n", "unsupported"),
    Case("json", b'[{"title": "x", "body": "y"}]', "unsupported"),
    Case("avif", b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "unsupported"),
    Case(
        "forbidden",
        "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don't have permission to access this resource.</p><hr><address>Apache/2.4 Server at example.com Port 443</address></body></html>",
        "error-page",
    ),
    Case(
        "slow",
        "<html><head><title>504 Gateway Time-out</title></head><body><center><h1>504 Gateway Time-out</h1></center></body></html>",
        "error-page",
    ),
    Case(
        "many",
        "<html><head><title>429</title></head><body><h1>Too Many Requests</h1><p>Rate limit exceeded. Please slow down.</p></body></html>",
        "error-page",
    ),
    Case(
        "listing",
        "<html><head><title>Directory listing for /files/</title></head><body><h2>Directory listing for /files/</h2><ul><li><a href=a>a.txt</a><li><a href=b>b.txt</a></ul></body></html>",
        "directory-index",
    ),
    Case(
        "fields",
        "<html><body><h1>{{ title }}</h1><div>{{ content }}</div><p>{% block footer %}</p></body></html>",
        "placeholder",
    ),
    Case(
        "filler",
        "<html><head><title>Hello</title></head><body><ul><li><a href=/>Home</a><li><a href=/a>About</a><li><a href=/b>Blog</a></ul><h1>Our story</h1><p>Lorem ipsum dolor sit amet, consectetuer adipiscing elit, sed diam nonummy nibh euismod tincidunt.</p><p>Dolor sit amet lorem ipsum, consectetuer adipiscing elit, ut laoreet dolore magna.</p></body></html>",
        "placeholder",
    ),
    Case(
        "unusual-traffic",
        "<html><head><title>Acceso restringido</title></head><body><h1>Un momento</h1><p>Hemos detectado actividad inusual desde su red. Pulse y mantenga el botón.</p><button>Pulsar</button></body></html>",
        "challenge",
    ),
    Case(
        "forum-permission",
        "<html><head><title>Info</title></head><body><h2>Information</h2><p>You are not logged in or you do not have permission to access this page. This may have several reasons:</p><ol><li>You may not have sufficient privileges.</li></ol><form><input name=user><input type=password name=pass></form></body></html>",
        "login-wall",
    ),
    Case(
        "new-domain",
        "<html><head><title>Domaine</title></head><body><p>Votre domaine a bien été créé. Cette page par défaut sera remplacée dès que vous publierez votre site.</p></body></html>",
        "parked-domain",
    ),
    Case(
        "missing-hebrew",
        "<html><head><title>שגיאה</title></head><body><h1>הדף לא נמצא</h1><p>מצטערים, הדף שחיפשתם אינו קיים עוד.</p></body></html>",
        "error-page",
    ),
    Case(
        "nginx",
        "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working.</p></body></html>",
        "parked-domain",
    ),
)

CASES: Final = _SINGLE + tuple(
    Case(f"{make.__name__[1:]}-{lang}", make(w), reason)
    for reason, make in _MAKERS
    for lang, w in WORDS.items()
)
