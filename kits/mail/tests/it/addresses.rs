//! Which addresses can be written to.

use gatehouse_address::Email;
use gatehouse_mail::{Sender, queue, transport};

/// ALL-4, ACC-1
#[test]
fn the_parser_of_addresses_accepts_only_what_the_mail_builder_accepts() {
    let sender = Sender::parse("Aurora <portal@aurora.example>").unwrap();
    let content = queue::Content {
        subject: "s".into(),
        text: "t".into(),
        html: "h".into(),
        one_click: None,
        thread: None,
        attached: Vec::new(),
    };
    let build = |address: &str| transport::message(&sender, address, "id", "en", &content, Vec::new());
    let locals = [
        "a",
        "A.b+c",
        "a..b",
        ".a",
        "a.",
        "a/../x",
        "a b",
        "\"a b\"",
        "a@b",
        "(x)a",
        "<a>",
        "a,b",
        "a;b",
        "a:b",
        "a\\b",
        "a[b]",
        "#!$%&'*+-/=?^_`{|}~",
        "почта",
        "ａｉｋｏ",
        "\u{200b}zw",
        "adm\u{202e}in",
        "a\u{0}b",
        "a\r\nb",
        "",
        &"a".repeat(64),
        &"a".repeat(65),
    ];
    let domains = [
        "example.com",
        "EXAMPLE.COM",
        "localhost",
        "bücher.example",
        "пример.рф",
        "日本語.jp",
        "example。jp",
        "xn--bcher-kva.example",
        "xn--a.example",
        "ab--cd.example",
        "-a.example",
        "a-.example",
        "a..example",
        ".example",
        "example.",
        "a_b.example",
        "[127.0.0.1]",
        "127.0.0.1",
        "exam\u{ad}ple.com",
        "exam\u{200d}ple.com",
        "example.com\u{202c}",
        "a b.example",
        "",
        &format!("{}.example", "a".repeat(63)),
        &format!("{}.example", "a".repeat(64)),
        &["abcdefgh.abcdefgh"; 16].join("."),
    ];
    let (mut taken, mut refused) = (0, 0);
    for local in &locals {
        for domain in &domains {
            let typed = format!("{local}@{domain}");
            match Email::parse(&typed) {
                Ok(email) => {
                    taken += 1;
                    let message = build(email.written()).unwrap_or_else(|_| panic!("{typed:?}"));
                    assert_eq!(message.envelope().to()[0].to_string(), email.written(), "{typed:?}");
                    assert!(build(email.normalized()).is_ok(), "{typed:?}");
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(taken > 40 && refused > 200, "{taken} {refused}");
}
