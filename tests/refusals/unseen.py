"""Pages that are no article, and articles that look like such pages, in eight languages: the half kept for judging.

Written from a list of kinds before the rules were, and not looked at while the rules were made. Each page is made by a
template of its own structure, filled with the words of one language.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Case(NamedTuple):
    """One page and what is to become of it."""

    name: str
    html: str | bytes
    reason: str | None
    """The family of the refusal; None if the page is to be read."""


_NAV: Final = {
    "en": ("Home", "News", "About us", "Contact", "Privacy"),
    "de": ("Startseite", "Nachrichten", "Über uns", "Kontakt", "Datenschutz"),
    "fr": ("Accueil", "Actualités", "À propos", "Contact", "Confidentialité"),
    "es": ("Inicio", "Noticias", "Quiénes somos", "Contacto", "Privacidad"),
    "pt": ("Início", "Notícias", "Sobre nós", "Contato", "Privacidade"),
    "ru": ("Главная", "Новости", "О нас", "Контакты", "Конфиденциальность"),
    "ja": ("ホーム", "ニュース", "会社概要", "お問い合わせ", "プライバシー"),
    "zh": ("首页", "新闻", "关于我们", "联系我们", "隐私"),
}

_PROSE: Final = {
    "en": (
        "The town council met on Tuesday evening to discuss the new bridge, which has been planned for nine years.",
        "Engineers say that the old crossing will last two more winters at most, and then it has to close.",
        "Residents asked who would pay for it; the mayor answered that the county had promised half of the sum.",
        "Work is to start in May, when the river is low, and the road along the bank will be shut for six weeks.",
    ),
    "de": (
        "Der Gemeinderat hat am Dienstagabend über die neue Brücke beraten, die seit neun Jahren geplant wird.",
        "Die alte Brücke hält nach Ansicht der Ingenieure höchstens noch zwei Winter, dann muss sie gesperrt werden.",
        "Anwohner fragten, wer das bezahlt; die Bürgermeisterin sagte, der Kreis habe die Hälfte zugesagt.",
        "Im Mai sollen die Arbeiten beginnen, wenn der Fluss wenig Wasser führt; die Uferstraße ist dann gesperrt.",
    ),
    "fr": (
        "Le conseil municipal s'est réuni mardi soir pour parler du nouveau pont, prévu depuis neuf ans.",
        "Selon les ingénieurs, l'ancien pont tiendra encore deux hivers au plus, puis il faudra le fermer.",
        "Les habitants ont demandé qui paierait ; le maire a répondu que le département avait promis la moitié.",
        "Les travaux doivent commencer en mai, quand la rivière est basse, et la route sera coupée six semaines.",
    ),
    "es": (
        "El ayuntamiento se reunió el martes por la tarde para hablar del nuevo puente, previsto desde hace años.",
        "Según los ingenieros, el puente viejo aguantará dos inviernos más como mucho y luego habrá que cerrarlo.",
        "Los vecinos preguntaron quién lo pagaría; la alcaldesa dijo que la provincia había prometido la mitad.",
        "Las obras empezarán en mayo, cuando el río baja menos agua, y la carretera se cortará seis semanas.",
    ),
    "pt": (
        "A câmara reuniu-se na terça-feira à noite para discutir a nova ponte, planejada há nove anos.",
        "Segundo os engenheiros, a ponte antiga aguenta no máximo mais dois invernos e depois terá de fechar.",
        "Os moradores perguntaram quem pagaria; o prefeito respondeu que o estado prometeu metade do valor.",
        "As obras devem começar em maio, quando o rio está baixo, e a estrada ficará fechada por seis semanas.",
    ),
    "ru": (
        "Городской совет собрался во вторник вечером, чтобы обсудить новый мост, который планируют уже девять лет.",
        "По словам инженеров, старый мост простоит ещё не больше двух зим, а потом его придётся закрыть.",
        "Жители спросили, кто за это заплатит; мэр ответил, что область пообещала половину суммы.",
        "Работы начнутся в мае, когда вода в реке спадёт, и дорога вдоль берега будет закрыта шесть недель.",
    ),
    "ja": (
        "町議会は火曜日の夜に集まり、九年前から計画されている新しい橋について話し合った。",
        "技術者によると、古い橋はあと二回の冬しかもたず、その後は通行止めにしなければならないという。",
        "住民は誰が費用を払うのかと尋ね、町長は県が半額を負担すると約束したと答えた。",
        "工事は川の水が少ない五月に始まり、川沿いの道路は六週間通行止めになる予定である。",
    ),
    "zh": (
        "镇议会星期二晚上开会讨论新桥的建设，这座桥已经规划了九年。",
        "工程师表示，旧桥最多还能再撑两个冬天，之后就必须关闭。",
        "居民询问由谁来出钱，镇长回答说县里已经承诺承担一半的费用。",
        "工程将于五月河水较浅时开始，沿河的道路将封闭六个星期。",
    ),
}

LANGUAGES: Final = tuple(_NAV)


def _nav(lang: str) -> str:
    return (
        "<nav><ul>"
        + "".join(f'<li><a href="/{i}">{n}</a></li>' for i, n in enumerate(_NAV[lang]))
        + "</ul></nav>"
    )


def _foot(lang: str) -> str:
    links = " | ".join(f'<a href="/f{i}">{n}</a>' for i, n in enumerate(_NAV[lang][2:]))
    return f"<footer><p>© 2024 Beispiel Press</p><p>{links}</p></footer>"


_CHALLENGE: Final = {
    "en": (
        "One moment, please...",
        "Checking the site connection security",
        "Please wait while your request is being verified...",
    ),
    "de": (
        "Nur einen Moment...",
        "Die Sicherheit der Verbindung wird überprüft",
        "Bitte warten Sie, während Ihre Anfrage geprüft wird. Bestätigen Sie, dass Sie ein Mensch sind.",
    ),
    "fr": (
        "Un instant…",
        "Vérification de la sécurité de la connexion",
        "Veuillez patienter pendant que nous vérifions que vous êtes bien un être humain.",
    ),
    "es": (
        "Un momento…",
        "Verificando la seguridad de la conexión",
        "Espere mientras comprobamos que usted es un ser humano. Esto puede tardar unos segundos.",
    ),
    "pt": (
        "Um momento…",
        "Verificando a segurança da conexão",
        "Aguarde enquanto verificamos se você é humano. Isso pode levar alguns segundos.",
    ),
    "ru": (
        "Один момент…",
        "Проверка безопасности соединения",
        "Подождите, мы проверяем, что вы человек. Это займёт несколько секунд.",
    ),
    "ja": (
        "しばらくお待ちください...",
        "接続の安全性を確認しています",
        "あなたが人間であることを確認しています。数秒かかることがあります。",
    ),
    "zh": ("请稍候…", "正在检查站点连接是否安全", "请完成以下操作，验证您是真人。这可能需要几秒钟。"),
}


def _challenge_a(lang: str) -> str:
    title, head, text = _CHALLENGE[lang]
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="360"></head><body class="no-js"><div class="main-wrapper" role="main"><div class="main-content">
<h1 class="zone-name-title h1">www.example.org</h1><h2 id="challenge-running">{head}</h2><div id="challenge-stage"></div><div class="core-msg spacer">{text}</div></div></div>
<script>(function(){{window._cf_chl_opt={{cvId:'3',cType:'managed'}};var s=document.createElement('script');s.src='/cdn-cgi/challenge-platform/h/b/orchestrate/managed/v1';}})();</script>
<div class="footer"><div class="ray-id">Ray ID: <code>86f2aa1b</code></div><div>Performance &amp; security by a content network</div></div></body></html>"""


def _challenge_b(lang: str) -> str:
    _, _, text = _CHALLENGE[lang]
    return f"""<html><head><title>example.org</title><style>#cmsg{{animation: A 1.5s;}}</style></head><body style="margin:0">
<p id="cmsg">{text}</p><script data-cfasync="false">var dd={{'rt':'c','cid':'AHrlqAAA','hsh':'77','t':'bv','host':'geo.captcha-delivery.com'}}</script>
<script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script></body></html>"""


_CAPTCHA: Final = {
    "en": (
        "Are you a person or a robot?",
        "To continue, please confirm that you are not a robot by ticking the box below.",
        "Why did this happen? Your browser must support JavaScript and cookies.",
    ),
    "de": (
        "Sind Sie ein Mensch?",
        "Um fortzufahren, bestätigen Sie bitte, dass Sie kein Roboter sind.",
        "Warum sehe ich das? Ihr Browser muss JavaScript und Cookies unterstützen.",
    ),
    "fr": (
        "Êtes-vous un robot ?",
        "Pour continuer, veuillez confirmer que vous n'êtes pas un robot en cochant la case.",
        "Votre navigateur doit accepter JavaScript et les cookies.",
    ),
    "es": (
        "¿Es usted un robot?",
        "Para continuar, confirme que no es un robot marcando la casilla.",
        "Compruebe que su navegador admite JavaScript y cookies.",
    ),
    "pt": (
        "Você é um robô?",
        "Para continuar, confirme que você não é um robô marcando a caixa abaixo.",
        "Seu navegador precisa aceitar JavaScript e cookies.",
    ),
    "ru": (
        "Вы не робот?",
        "Чтобы продолжить, подтвердите, что запросы отправляли вы, а не робот.",
        "Ваш браузер должен поддерживать JavaScript и cookie.",
    ),
    "ja": (
        "あなたはロボットですか？",
        "続行するには、ロボットではないことを確認してください。",
        "ブラウザーで JavaScript と Cookie を有効にしてください。",
    ),
    "zh": (
        "您是机器人吗？",
        "如要继续，请勾选下面的方框，确认您不是机器人。",
        "请确保您的浏览器支持 JavaScript 和 Cookie。",
    ),
}


def _captcha_a(lang: str) -> str:
    head, text, more = _CAPTCHA[lang]
    return f"""<!doctype html><html lang="{lang}"><head><title>Example Wire</title></head><body>{_nav(lang)}<section class="box"><h1 class="logo">Example Wire</h1><h2>{head}</h2><p>{text}</p>
<form method="POST"><div class="g-recaptcha" data-sitekey="6Lc"></div><button>OK</button></form><h3>Info</h3><p>{more}</p><p class="ref">Block reference ID: c5e0-11ee</p></section></body></html>"""


def _captcha_b(lang: str) -> str:
    head, text, more = _CAPTCHA[lang]
    return f"""<html><head><meta charset="utf-8"><title>{head}</title><meta name="description" content="px-captcha"></head><body><div class="container"><div class="page-title-wrapper"><div class="page-title"><h1>{text}</h1></div></div>
<div class="content-wrapper"><div id="px-captcha"></div><p>{more}</p><p>Reference ID: #5b0f3a90</p></div></div><script>window._pxAppId='PX000';</script></body></html>"""


_CONSENT: Final = {
    "en": (
        "We and our 842 partners value your privacy",
        "We store and access information on your device, such as cookies, and process personal data for personalised advertising and content. You may accept, or refuse to consent before you go on to the site.",
        "Accept all",
        "Reject",
        "Manage options",
    ),
    "de": (
        "Mit Werbung weiterlesen oder ohne Tracking im Abo",
        "Wir und unsere Partner speichern Informationen auf Ihrem Gerät und verarbeiten personenbezogene Daten wie Cookies für personalisierte Werbung. Ihre Einwilligung können Sie jederzeit widerrufen.",
        "Akzeptieren und weiter",
        "Ablehnen",
        "Einstellungen",
    ),
    "fr": (
        "Avec votre accord, nos partenaires et nous utilisons des cookies",
        "Nous stockons des informations sur votre appareil et traitons des données personnelles afin d'afficher des publicités personnalisées. Vous pouvez retirer votre consentement à tout moment.",
        "Tout accepter",
        "Continuer sans accepter",
        "Paramétrer",
    ),
    "es": (
        "Su privacidad es importante para nosotros",
        "Nosotros y nuestros socios almacenamos cookies en su dispositivo y tratamos datos personales para mostrar publicidad personalizada. Puede dar o retirar su consentimiento en todo momento.",
        "Aceptar y continuar",
        "Rechazar",
        "Configurar",
    ),
    "pt": (
        "Valorizamos a sua privacidade",
        "Nós e os nossos parceiros armazenamos cookies no seu dispositivo e tratamos dados pessoais para publicidade personalizada. Pode aceitar ou recusar o consentimento antes de continuar.",
        "Aceitar tudo",
        "Rejeitar",
        "Gerir opções",
    ),
    "ru": (
        "Мы заботимся о вашей конфиденциальности",
        "Мы и наши партнёры сохраняем файлы cookie на вашем устройстве и обрабатываем персональные данные для показа рекламы. Чтобы продолжить, дайте согласие.",
        "Принять все",
        "Отклонить",
        "Настройки",
    ),
    "ja": (
        "プライバシーの設定",
        "当社とパートナーは、お使いの端末に Cookie を保存し、広告の表示のために個人データを処理します。続行するには同意してください。",
        "すべて同意する",
        "拒否する",
        "設定",
    ),
    "zh": (
        "我们重视您的隐私",
        "我们和合作伙伴会在您的设备上存储 Cookie，并处理个人数据以展示个性化广告。继续访问之前，请您同意。",
        "全部接受",
        "拒绝",
        "管理选项",
    ),
}


def _consent_a(lang: str) -> str:
    head, text, yes, no, more = _CONSENT[lang]
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>{head}</title></head><body id="cmp"><div role="dialog" class="consent-page"><h2>{head}</h2><p>{text}</p>
<form method="post" action="/v2/collectConsent"><input type="hidden" name="csrf" value="x"><button name="agree" value="agree">{yes}</button><button name="reject" value="reject">{no}</button><a href="/options">{more}</a></form></div></body></html>"""


def _consent_b(lang: str) -> str:
    head, text, yes, no, more = _CONSENT[lang]
    lists = "".join(
        f"<li><label><input type=checkbox> {n} {i}</label></li>" for i, n in enumerate(_NAV[lang][:4] * 3)
    )
    return f"""<html><head><title>Example Wire</title></head><body><div class="gdpr-gate"><div class="logo">Example Wire</div><div class="message type-title">{head}</div><div class="message type-text"><span>{text}</span> <span>{text}</span></div>
<ul class="vendors">{lists}</ul><div class="row"><div class="btn primary">{yes}</div><div class="btn">{no}</div><div class="btn">{more}</div></div></div>{_foot(lang)}</body></html>"""


_LOGIN: Final = {
    "en": (
        "Sign in",
        "You must be logged in to view this page.",
        "E-mail address",
        "Password",
        "Forgot your password?",
        "Create an account",
    ),
    "de": (
        "Anmelden",
        "Bitte melden Sie sich an, um diese Seite zu sehen.",
        "E-Mail-Adresse",
        "Passwort",
        "Passwort vergessen?",
        "Konto erstellen",
    ),
    "fr": (
        "Connexion",
        "Vous devez vous connecter pour accéder à cette page.",
        "Adresse e-mail",
        "Mot de passe",
        "Mot de passe oublié ?",
        "Créer un compte",
    ),
    "es": (
        "Iniciar sesión",
        "Debe iniciar sesión para ver esta página.",
        "Correo electrónico",
        "Contraseña",
        "¿Ha olvidado su contraseña?",
        "Crear una cuenta",
    ),
    "pt": (
        "Entrar",
        "Você precisa fazer login para ver esta página.",
        "E-mail",
        "Senha",
        "Esqueceu sua senha?",
        "Criar conta",
    ),
    "ru": (
        "Вход",
        "Чтобы просмотреть эту страницу, необходимо войти в систему.",
        "Электронная почта",
        "Пароль",
        "Забыли пароль?",
        "Создать аккаунт",
    ),
    "ja": (
        "ログイン",
        "このページを表示するにはログインが必要です。",
        "メールアドレス",
        "パスワード",
        "パスワードをお忘れですか？",
        "新規登録",
    ),
    "zh": ("登录", "您需要登录后才能查看此页面。", "电子邮箱", "密码", "忘记密码？", "注册新账号"),
}


def _login_a(lang: str) -> str:
    head, text, mail, word, forgot, new = _LOGIN[lang]
    return f"""<html lang="{lang}"><head><title>{head} · Example Wire</title></head><body>{_nav(lang)}<div class="auth"><h1>{head}</h1><p>{text}</p><form action="/session" method="post"><label>{mail} <input type="email" name="u"></label>
<label>{word} <input type="password" name="p"></label><button>{head}</button></form><p><a href="/forgot">{forgot}</a></p><p><a href="/new">{new}</a></p></div>{_foot(lang)}</body></html>"""


def _login_b(lang: str) -> str:
    head, text, mail, word, forgot, new = _LOGIN[lang]
    return f"""<html><head><title>Example Board</title></head><body><table class="tborder"><tr><td class="tcat">Example Board</td></tr><tr><td>{text}<ol><li>{head}: {mail}, {word}.</li><li>{new}</li></ol>
<table><tr><td>{mail}:</td><td><input name=username></td></tr><tr><td>{word}:</td><td><input type=password name=pw></td></tr><tr><td></td><td><a href=lost.php>{forgot}</a></td></tr></table></td></tr></table></body></html>"""


_AGE: Final = {
    "en": (
        "Age verification",
        "You must be of legal drinking age to enter this site. Are you 18 or older?",
        "Yes, I am over 18",
        "No",
    ),
    "de": (
        "Altersprüfung",
        "Sie müssen mindestens 18 Jahre alt sein, um diese Seite zu besuchen. Sind Sie über 18?",
        "Ja, ich bin über 18",
        "Nein",
    ),
    "fr": (
        "Vérification de l'âge",
        "Vous devez avoir l'âge légal pour entrer sur ce site. Avez-vous plus de 18 ans ?",
        "Oui, j'ai plus de 18 ans",
        "Non",
    ),
    "es": (
        "Verificación de edad",
        "Debe ser mayor de edad para entrar en este sitio. ¿Es usted mayor de 18 años?",
        "Sí, soy mayor de 18",
        "No",
    ),
    "pt": (
        "Verificação de idade",
        "Você deve ter mais de 18 anos para entrar neste site. Você é maior de idade?",
        "Sim, sou maior de 18",
        "Não",
    ),
    "ru": (
        "Подтверждение возраста",
        "Сайт предназначен для лиц старше 18 лет. Вам исполнилось 18 лет?",
        "Да, мне есть 18",
        "Нет",
    ),
    "ja": (
        "年齢確認",
        "このサイトは18歳以上の方を対象としています。あなたは18歳以上ですか？",
        "はい、18歳以上です",
        "いいえ",
    ),
    "zh": ("年龄验证", "本网站仅供年满18岁的成年人浏览。您已年满18岁吗？", "是，我已年满18岁", "否"),
}


def _age(lang: str) -> str:
    head, text, yes, no = _AGE[lang]
    days = "".join(f"<option>{i}</option>" for i in range(1, 8))
    return f"""<html lang="{lang}"><head><title>{head}</title></head><body><div class="agegate"><img src="/logo.png" alt="Example Brewery"><h1>{head}</h1><p>{text}</p><form><select>{days}</select><button>{yes}</button> <button>{no}</button></form></div>{_foot(lang)}</body></html>"""


_GEO: Final = {
    "en": (
        "Not available in your region",
        "We are sorry, this content is not available in your country or region. We recognise that you are visiting from the European Economic Area.",
    ),
    "de": (
        "In Ihrem Land nicht verfügbar",
        "Dieser Inhalt ist in Ihrem Land leider nicht verfügbar. Wir bitten um Verständnis.",
    ),
    "fr": (
        "Contenu non disponible dans votre pays",
        "Désolé, ce contenu n'est pas disponible dans votre pays ou votre région pour des raisons de droits.",
    ),
    "es": (
        "Contenido no disponible en su país",
        "Lo sentimos, este contenido no está disponible en su país o región por motivos de derechos.",
    ),
    "pt": (
        "Conteúdo indisponível no seu país",
        "Lamentamos, este conteúdo não está disponível no seu país ou região.",
    ),
    "ru": ("Недоступно в вашем регионе", "К сожалению, этот материал недоступен в вашей стране или регионе."),
    "ja": (
        "お住まいの地域ではご利用いただけません",
        "申し訳ありませんが、このコンテンツはお住まいの国または地域ではご利用いただけません。",
    ),
    "zh": ("您所在的地区无法访问", "很抱歉，此内容在您所在的国家或地区不可用。"),
}


def _geo(lang: str) -> str:
    head, text = _GEO[lang]
    return f"""<html lang="{lang}"><head><title>Example Herald</title></head><body><div id="wrap"><img src="l.svg" alt=""><h2>{head}</h2><p>{text}</p><p>HTTP 451</p></div></body></html>"""


_GONE: Final = {
    "en": (
        "Oops! That page can’t be found.",
        "It looks like nothing was found at this location. Maybe try a search or one of the links below?",
        "Something went wrong on our end",
        "An unexpected error has occurred. Please try again in a few minutes.",
    ),
    "de": (
        "Diese Seite existiert nicht",
        "Die von Ihnen gesuchte Seite wurde gelöscht oder verschoben. Versuchen Sie es mit der Suche.",
        "Da ist etwas schiefgelaufen",
        "Ein unerwarteter Fehler ist aufgetreten. Bitte versuchen Sie es später noch einmal.",
    ),
    "fr": (
        "Cette page n'existe pas",
        "La page que vous recherchez a été supprimée ou déplacée. Essayez une recherche.",
        "Une erreur est survenue",
        "Une erreur inattendue s'est produite. Veuillez réessayer dans quelques minutes.",
    ),
    "es": (
        "La página que busca no existe",
        "Es posible que la página se haya eliminado o que la dirección sea incorrecta.",
        "Algo ha salido mal",
        "Se ha producido un error inesperado. Vuelva a intentarlo más tarde.",
    ),
    "pt": (
        "Esta página não existe",
        "A página que você procura foi removida ou mudou de endereço. Tente a busca.",
        "Algo deu errado",
        "Ocorreu um erro inesperado. Tente novamente mais tarde.",
    ),
    "ru": (
        "Такой страницы нет",
        "Возможно, страница была удалена или перемещена. Воспользуйтесь поиском.",
        "Что-то пошло не так",
        "Произошла непредвиденная ошибка. Попробуйте ещё раз позже.",
    ),
    "ja": (
        "お探しのページは見つかりませんでした",
        "ページが削除されたか、移動した可能性があります。検索をお試しください。",
        "エラーが発生しました",
        "予期しないエラーが発生しました。しばらくしてからもう一度お試しください。",
    ),
    "zh": (
        "您访问的页面不存在",
        "该页面可能已被删除或移动。请尝试搜索。",
        "出错了",
        "发生了意外错误，请稍后再试。",
    ),
}


def _soft(lang: str) -> str:
    head, text, _, _ = _GONE[lang]
    more = "".join(f'<li><a href="/p/{i}">{p[:40]}</a></li>' for i, p in enumerate(_PROSE[lang]))
    return f"""<html lang="{lang}"><head><title>{head} – Example Blog</title></head><body class="error404">{_nav(lang)}<main><header class="page-header"><h1>{head}</h1></header><div class="page-content"><p>{text}</p><form role="search"><input type="search"></form>
<div class="widget"><h2>{_NAV[lang][1]}</h2><ul>{more}</ul></div></div></main>{_foot(lang)}</body></html>"""


def _server(lang: str) -> str:
    _, _, head, text = _GONE[lang]
    return f"""<html><head><title>Example Wire</title></head><body><div class="error"><div class="code">500</div><div class="t">{head}</div><div>{text}</div><a href="/">{_NAV[lang][0]}</a></div></body></html>"""


_UPKEEP: Final = {
    "en": (
        "We’ll be back soon!",
        "Our site is down for scheduled maintenance at the moment. Thank you for your patience.",
    ),
    "de": (
        "Wir sind gleich zurück",
        "Die Website wird gerade gewartet. Wegen Wartungsarbeiten ist sie vorübergehend nicht erreichbar.",
    ),
    "fr": (
        "Site en maintenance",
        "Notre site est actuellement en cours de maintenance. Merci de votre patience, nous revenons bientôt.",
    ),
    "es": (
        "Volvemos enseguida",
        "El sitio está en mantenimiento. Disculpe las molestias, vuelva a intentarlo en unos minutos.",
    ),
    "pt": ("Voltamos logo", "O site está em manutenção programada. Pedimos desculpas pelo transtorno."),
    "ru": ("Технические работы", "На сайте ведутся технические работы. Приносим извинения за неудобства."),
    "ja": (
        "ただいまメンテナンス中です",
        "現在、システムメンテナンスのためサービスを停止しております。ご迷惑をおかけします。",
    ),
    "zh": ("网站维护中", "网站正在进行系统维护，暂时无法访问。给您带来不便，敬请谅解。"),
}


def _upkeep(lang: str) -> str:
    head, text = _UPKEEP[lang]
    return f"""<html lang="{lang}"><head><title>{head}</title></head><body><article><h1>{head}</h1><div><p>{text}</p><p>&mdash; Example Team</p></div></article></body></html>"""


_PARKED: Final = {
    "en": (
        "example-town.net is for sale",
        "This domain is for sale! Make an offer or buy it now.",
        "Related searches",
    ),
    "de": (
        "example-town.net steht zum Verkauf",
        "Diese Domain steht zum Verkauf! Der Inhaber bietet sie an.",
        "Ähnliche Suchbegriffe",
    ),
    "fr": (
        "example-town.net est à vendre",
        "Ce nom de domaine est à vendre. Faites une offre.",
        "Recherches associées",
    ),
    "es": (
        "example-town.net está en venta",
        "¡Este dominio está en venta! Haga una oferta.",
        "Búsquedas relacionadas",
    ),
    "pt": (
        "example-town.net está à venda",
        "Este domínio está à venda. Faça uma oferta.",
        "Pesquisas relacionadas",
    ),
    "ru": (
        "Домен example-town.net продаётся",
        "Этот домен продаётся. Сделайте предложение.",
        "Похожие запросы",
    ),
    "ja": (
        "example-town.net は売り出し中です",
        "このドメインは販売中です。お問い合わせください。",
        "関連検索",
    ),
    "zh": ("example-town.net 域名出售", "此域名正在出售，欢迎联系购买。", "相关搜索"),
}


def _parked(lang: str) -> str:
    title, text, head = _PARKED[lang]
    links = "".join(f'<li><a href="/s?q={i}">{n}</a></li>' for i, n in enumerate(_NAV[lang]))
    return f"""<html><head><title>{title}</title></head><body><div id="sale">{text}</div><h3>{head}</h3><ul>{links}</ul><div id="disc">The domain owner maintains no relationship with the advertisers.</div></body></html>"""


_MOVED: Final = {
    "en": "If you are not redirected automatically, follow this link.",
    "de": "Sie werden weitergeleitet. Falls nicht, klicken Sie hier.",
    "fr": "Vous allez être redirigé. Sinon, cliquez ici.",
    "es": "Será redirigido. Si no, haga clic aquí.",
    "pt": "Você será redirecionado. Caso contrário, clique aqui.",
    "ru": "Вы будете перенаправлены. Если этого не произошло, нажмите здесь.",
    "ja": "自動的に移動します。移動しない場合はこちらをクリックしてください。",
    "zh": "正在跳转，如果没有自动跳转，请点击这里。",
}


def _moved(lang: str) -> str:
    return f"""<html><head><meta http-equiv="refresh" content="0; url=https://example.org/new"><title>Example</title></head><body><p>{_MOVED[lang]} <a href="https://example.org/new">https://example.org/new</a></p></body></html>"""


_FOUND: Final = {
    "en": (
        "Search results for “bridge”",
        "No results found for your search. Try other keywords.",
        "4 results",
    ),
    "de": (
        "Suchergebnisse für „Brücke“",
        "Keine Treffer. Bitte versuchen Sie andere Suchbegriffe.",
        "4 Treffer",
    ),
    "fr": (
        "Résultats de recherche pour « pont »",
        "Aucun résultat ne correspond à votre recherche.",
        "4 résultats",
    ),
    "es": ("Resultados de la búsqueda: puente", "No se han encontrado resultados.", "4 resultados"),
    "pt": ("Resultados da busca por “ponte”", "Nenhum resultado encontrado.", "4 resultados"),
    "ru": ("Результаты поиска: мост", "По вашему запросу ничего не найдено.", "4 результата"),
    "ja": ("「橋」の検索結果", "一致する結果は見つかりませんでした。", "4 件"),
    "zh": ("“桥”的搜索结果", "没有找到相关结果。", "4 条结果"),
}


def _no_results(lang: str) -> str:
    head, text, _ = _FOUND[lang]
    return f"""<html lang="{lang}"><head><title>{head} | Example</title></head><body>{_nav(lang)}<div id="content"><h1>{head}</h1><p>{text}</p><form action="/search"><input name="q" value="x"><input type="submit"></form></div>{_foot(lang)}</body></html>"""


def _index(lang: str) -> str:
    rows = "".join(
        f'<a href="{n}{i}.zip">{n}{i}.zip</a>   2023-04-0{i + 1} 10:0{i}   {i}.{i}M\n'
        for i, n in enumerate(("a", "b", "notes", "src", "z"))
    )
    return f'<html><head><title>Index of /pub/{lang}/</title></head><body><h1>Index of /pub/{lang}/</h1><hr><pre><a href="../">../</a>\n{rows}</pre><hr></body></html>'


_LOREM: Final = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat."


def _lorem(lang: str) -> str:
    parts = "".join(f"<p>{_LOREM}</p>" for _ in range(3))
    return f'<html lang="{lang}"><head><title>{_NAV[lang][0]}</title></head><body>{_nav(lang)}<article><h1>{_NAV[lang][1]}</h1>{parts}</article>{_foot(lang)}</body></html>'


def _template(lang: str) -> str:
    return f"""<html lang="{lang}"><head><title>{{{{ page.title }}}}</title></head><body>{_nav(lang)}<main><h1>{{{{ article.headline }}}}</h1><p class="by">{{{{ article.byline }}}}</p><div v-html="body">{{{{ article.body }}}}</div></main>{_foot(lang)}</body></html>"""


def _shell(lang: str) -> str:
    need = {
        "en": "You need to enable JavaScript to run this app.",
        "de": "Bitte aktivieren Sie JavaScript, um diese Anwendung zu nutzen.",
        "fr": "Vous devez activer JavaScript pour utiliser cette application.",
        "es": "Necesita activar JavaScript para usar esta aplicación.",
        "pt": "Você precisa habilitar o JavaScript para usar este aplicativo.",
        "ru": "Для работы приложения включите JavaScript.",
        "ja": "このアプリを利用するには JavaScript を有効にしてください。",
        "zh": "您需要启用 JavaScript 才能运行此应用。",
    }[lang]
    return f'<!doctype html><html lang="{lang}"><head><title>Example App</title><script defer src="/static/js/main.js"></script></head><body><noscript>{need}</noscript><div id="root"></div></body></html>'


def _article(lang: str, title: str, extra: str = "", paragraphs: int = 4) -> str:
    text = "".join(f"<p>{p}</p>" for p in _PROSE[lang][:paragraphs])
    return f'<html lang="{lang}"><head><title>{title} – Example Wire</title></head><body>{_nav(lang)}<article><h1>{title}</h1>{extra}{text}</article>{_foot(lang)}</body></html>'


def _with_banner(lang: str) -> str:
    head, text, yes, no, more = _CONSENT[lang]
    banner = f'<div id="cookie-banner"><h2>{head}</h2><p>{text}</p><button>{yes}</button><button>{no}</button><a href="#">{more}</a></div>'
    return _article(lang, _PROSE[lang][0][:30]).replace("<article>", banner + "<article>")


def _with_login(lang: str) -> str:
    head, _, mail, word, forgot, new = _LOGIN[lang]
    box = f'<form class="login"><h4>{head}</h4><input type="email" placeholder="{mail}"><input type="password" placeholder="{word}"><a href="/f">{forgot}</a><a href="/n">{new}</a></form>'
    return _article(lang, _PROSE[lang][1][:30], paragraphs=3).replace("<article>", box + "<article>")


_ABOUT: Final = {
    "en": (
        "“404 Not Found”: how an error message became a joke",
        "Access denied, page not found: everyone has met these messages, and few know that they are older than the web.",
    ),
    "de": (
        "Warum wir alle Cookies akzeptieren",
        "Wer im Netz liest, klickt auf „Akzeptieren“: Eine Studie zeigt, dass kaum jemand die Einwilligung liest.",
    ),
    "fr": (
        "Le mot de passe oublié, un marché",
        "Se connecter, créer un compte, oublier son mot de passe : une entreprise sur trois vit de ce geste.",
    ),
    "es": (
        "La página no encontrada más famosa",
        "Durante un día entero los lectores vieron el aviso de página no encontrada, y nadie supo por qué.",
    ),
    "pt": (
        "Você é um robô? A história do captcha",
        "O teste que confirma que você não é um robô nasceu em um laboratório e hoje treina máquinas.",
    ),
    "ru": (
        "Почему сайты просят подтвердить, что вы не робот",
        "Проверка, что вы человек, появилась в лаборатории, а теперь её видят миллионы людей.",
    ),
    "ja": (
        "「ページが見つかりません」の歴史",
        "404 エラーは誰もが見たことのあるメッセージだが、その由来を知る人は少ない。",
    ),
    "zh": ("验证码的历史：您是机器人吗？", "验证码诞生于实验室，如今每天都有数百万人要证明自己不是机器人。"),
}


def _about(lang: str) -> str:
    title, first = _ABOUT[lang]
    return _article(lang, title, f"<p>{first}</p>", 2)


def _brief(lang: str) -> str:
    return _article(lang, _PROSE[lang][3][:30], paragraphs=1).replace(
        "</article>", f"<p>{_PROSE[lang][2]}</p></article>"
    )


def _thread(lang: str) -> str:
    posts = "".join(
        f'<tr class="post"><td class="user"><b>user{i}</b><br>{_NAV[lang][3]}</td><td class="msg">{p}</td></tr>'
        for i, p in enumerate(_PROSE[lang])
    )
    return f'<html lang="{lang}"><head><title>{_PROSE[lang][0][:25]} - Example Board</title></head><body><form action="search.php"><input name="q"></form><h2>{_PROSE[lang][0][:25]}</h2><table>{posts}</table></body></html>'


_BY_LANGUAGE: Final = (
    ("challenge", _challenge_a),
    ("challenge", _challenge_b),
    ("captcha", _captcha_a),
    ("captcha", _captcha_b),
    ("consent-wall", _consent_a),
    ("consent-wall", _consent_b),
    ("login-wall", _login_a),
    ("login-wall", _login_b),
    ("age-gate", _age),
    ("geo-block", _geo),
    ("error-page", _soft),
    ("error-page", _server),
    ("maintenance", _upkeep),
    ("parked-domain", _parked),
    ("redirect", _moved),
    ("search-results", _no_results),
    ("empty-shell", _shell),
    (None, _with_banner),
    (None, _with_login),
    (None, _about),
    (None, _brief),
    (None, _thread),
)

_FEED: Final = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title><item><title>One</title><description>First story of the day, with a few words.</description></item></channel></rss>"""
_ATOM: Final = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry><title>One</title><summary>First story</summary></entry></feed>"""
_MAP: Final = """<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/</loc></url></urlset>"""
_DENIED: Final = """<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "http&#58;&#47;&#47;example&#46;org" on this server.<P>Reference&#32;&#35;18&#46;2d</BODY></HTML>"""
_BLOCKED: Final = """<html><head><title>Attention Required! | Guard</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access example.org</h2><h3>Why have I been blocked?</h3><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p><p>Your IP: 192.0.2.1</p></body></html>"""
_GATEWAY: Final = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>"
_ROBOTS: Final = b"User-agent: *\nDisallow: /private/\nSitemap: https://example.org/sitemap.xml\n"

_SINGLE: Final = (
    Case("rss", _FEED, "unsupported"),
    Case("atom", _ATOM, "unsupported"),
    Case("sitemap", _MAP, "unsupported"),
    Case("rss-bytes", b"\xef\xbb\xbf\n" + _FEED.encode(), "unsupported"),
    Case("robots", _ROBOTS, "unsupported"),
    Case("json", b'{"error": {"code": 403, "message": "Forbidden"}}', "unsupported"),
    Case("pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n", "unsupported"),
    Case("webp", b"RIFF\x24\x00\x00\x00WEBPVP8 ", "unsupported"),
    Case("denied", _DENIED, "error-page"),
    Case("blocked", _BLOCKED, "challenge"),
    Case("gateway", _GATEWAY, "error-page"),
    Case("index-en", _index("en"), "directory-index"),
    Case("index-de", _index("de"), "directory-index"),
    Case("lorem-en", _lorem("en"), "placeholder"),
    Case("lorem-fr", _lorem("fr"), "placeholder"),
    Case("template-en", _template("en"), "placeholder"),
    Case("template-es", _template("es"), "placeholder"),
)

CASES: Final = _SINGLE + tuple(
    Case(f"{make.__name__[1:]}-{lang}", make(lang), reason)
    for reason, make in _BY_LANGUAGE
    for lang in LANGUAGES
)
