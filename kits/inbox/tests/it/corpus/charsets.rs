//! Words in the charsets that mail still has.

use crate::fixture::{Case, Fixture};
use crate::letter::Letter;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, ISO_8859_5, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252,
};
use gatehouse_inbox::Goes;

const RUSSIAN: &str = "Не запускается после обновления. Ёлка — «проверка».";
const RUSSIAN_PLAIN: &str = "Не запускается после обновления";
const JAPANESE: &str = "アップデート後に起動しません。確認してください。";

fn letter(subject: &str, label: &str, how: &str, body: &[u8]) -> Letter {
    Letter::new(subject)
        .with("Content-Type", &format!("text/plain; charset={label}"))
        .with("Content-Transfer-Encoding", how)
        .bytes(body)
}

fn in_charset(label: &str, encoding: &'static Encoding, text: &str) -> Vec<Case> {
    let bytes = encoding.encode(text).0.into_owned();
    let case = |how: &str, letter: Letter| Case::new(format!("{label}, {how}"), &letter).goes(Goes::New).text(text);
    let lines: Vec<u8> = STANDARD.encode(&bytes).into_bytes().chunks(60).collect::<Vec<_>>().join(&b"\n"[..]);
    let quoted: String = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
    let quoted: Vec<u8> = quoted.into_bytes().chunks(60).collect::<Vec<_>>().join(&b"=\n"[..]);
    vec![
        case("8bit", letter("x", label, "8bit", &bytes)),
        case("base64", letter("x", label, "base64", &lines)),
        case("quoted-printable", letter("x", label, "quoted-printable", &quoted)),
    ]
}

pub fn all(_: &Fixture) -> Vec<Case> {
    let mut all = Vec::new();
    for (label, encoding, text) in [
        ("koi8-r", KOI8_R, RUSSIAN_PLAIN),
        ("windows-1251", WINDOWS_1251, RUSSIAN),
        ("iso-8859-5", ISO_8859_5, RUSSIAN_PLAIN),
        ("iso-2022-jp", ISO_2022_JP, JAPANESE),
        ("shift_jis", SHIFT_JIS, JAPANESE),
        ("euc-jp", EUC_JP, JAPANESE),
        ("windows-1252", WINDOWS_1252, "Geht nicht – „Fehler“ bei 100 €."),
        ("gb18030", GB18030, "更新后无法启动"),
        ("big5", BIG5, "更新後無法啟動"),
        ("euc-kr", EUC_KR, "업데이트 후 실행되지 않습니다"),
    ] {
        all.extend(in_charset(label, encoding, text));
    }
    let koi: Vec<u8> = KOI8_R.encode("Вопрос").0.into_owned();
    let encoded = format!("=?koi8-r?B?{}?=", STANDARD.encode(&koi));
    all.push(Case::new("subject in koi8-r", &Letter::new("x").with("Subject", &encoded).text("T")).goes(Goes::New));
    let japanese = STANDARD.encode(ISO_2022_JP.encode("お問い合わせ").0);
    let encoded = format!("=?ISO-2022-JP?B?{japanese}?=");
    all.push(
        Case::new("subject in iso-2022-jp", &Letter::new("x").with("Subject", &encoded).text("T")).goes(Goes::New),
    );
    all.push(
        Case::new("a charset that nobody knows", &letter("x", "x-none", "8bit", b"plain"))
            .goes(Goes::New)
            .text("plain"),
    );
    all.push(Case::new("bytes that are no utf-8", &letter("x", "utf-8", "8bit", b"a\xff\xfeb")).goes(Goes::New));
    all.push(Case::new("no content type at all", &Letter::new("x").bytes(b"plain")).goes(Goes::New).text("plain"));
    all.push(Case::new("base64 that ends early", &letter("x", "utf-8", "base64", b"cGxhaW4")).goes(Goes::New));
    all
}
