//! What is printed: read back from the bytes, in three languages, with texts that people should not have typed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod pdf;

use gatehouse_core::{Fault, Lang, Moment};
use gatehouse_papers::{Letterhead, MOST_CHARS, Paper};
use pdf::Pdf;

const DATED: Moment = Moment(1_796_000_000_000_000);

fn page(lang: Lang, page: usize, of: usize) -> String {
    match lang {
        Lang::En => format!("Page {page} of {of}"),
        Lang::Ja => format!("{page} / {of} ページ"),
        Lang::Ru => format!("Страница {page} из {of}"),
    }
}

fn paper(lang: Lang, title: &str) -> Paper {
    Paper::new(Letterhead::plain("Aurora Software"), lang, title, ("12345-67890".to_owned(), DATED), page)
}

fn certificate(lang: Lang, title: &str, label: &str, value: &str) -> Paper {
    paper(lang, title)
        .lede("Aurora Studio")
        .facts([(label.to_owned(), value.to_owned()), ("empty".to_owned(), " ".to_owned())])
        .heading(label)
        .text(value)
        .list([value.to_owned(), String::new()])
        .link("https://portal.example/certificate/1234567890?check=abc", value, "QR")
        .foot(title)
}

fn all(pdf: &Pdf) -> String {
    pdf.text().join("\n").replace('\n', " ")
}

/// LIC-25, ALL-1
#[test]
fn a_paper_can_be_read_in_three_languages() -> Result<(), Fault> {
    for (lang, title, label, value) in [
        (Lang::En, "License certificate", "Licensee", "Zoë O’Neil & Sons, 25 seats"),
        (Lang::Ja, "ライセンス証明書", "使用者", "株式会社青空、東京都千代田区"),
        (Lang::Ru, "Сертификат лицензии", "Лицензиат", "ООО «Ромашка», Ёлкина Щука"),
    ] {
        let bytes = certificate(lang, title, label, value).set()?;
        let pdf = Pdf::read(&bytes);
        let text = all(&pdf);
        for word in [title, label, value, "Aurora Software", &page(lang, 1, 1), "•"] {
            assert!(text.contains(word), "{word} in {text}");
        }
        assert!(!text.contains('□') && !text.contains("empty"), "{text}");
        for said in ["/StructTreeRoot", "<pdfaid:part>2", "<pdfuaid:part>1", "/Outlines", "/URI", "595.276"] {
            assert!(pdf.has(said), "{said}");
        }
        assert!(pdf.has(&format!("/Lang({})", lang.tag())) && pdf.has(title), "{title}");
        // Only the glyphs in use are inside.
        assert!(bytes.len() < 80_000, "{} bytes", bytes.len());
    }
    Ok(())
}

/// LIC-25
#[test]
fn the_same_paper_gives_the_same_bytes() -> Result<(), Fault> {
    let made = |value: &str| certificate(Lang::Ja, "証明書", "使用者", value).set();
    assert_eq!(made("青空")?, made("青空")?);
    assert_ne!(made("青空")?, made("夜空")?);
    Ok(())
}

/// LIC-25
#[test]
fn what_is_long_is_broken_into_lines_and_pages_and_nothing_is_lost() -> Result<(), Fault> {
    let words: Vec<String> = (0..200).map(|at| format!("word{at}")).collect();
    let long = words.join(" ");
    let rows = (0..20).map(|at| (format!("Row {at} with a label that is longer than its column"), long.clone()));
    let pdf = Pdf::read(&paper(Lang::En, "A long one").facts(rows).set()?);
    let pages = pdf.text();
    assert!(pages.len() > 5, "{} pages", pages.len());
    for (at, text) in pages.iter().enumerate() {
        assert!(text.contains(&page(Lang::En, at + 1, pages.len())), "{text}");
    }
    let text = all(&pdf);
    assert!(words.iter().all(|word| text.matches(&format!("{word} ")).count() >= 20), "{text}");
    // A text without a place to break is cut at the margin; one that is too long ends with an ellipsis.
    let text = all(&Pdf::read(&paper(Lang::En, "One word").text("W".repeat(MOST_CHARS * 10)).set()?));
    assert_eq!(text.matches('W').count(), MOST_CHARS - 1);
    assert!(text.contains('…'));
    let endless =
        (0..100).fold(paper(Lang::En, "Endless"), |paper, _| paper.facts((0..100).map(|_| ("x".into(), long.clone()))));
    assert!(endless.set().is_err(), "a paper has an end");
    Ok(())
}

/// LIC-25
#[test]
fn an_usual_certificate_is_one_page_and_a_longer_one_is_set_with_more_room() -> Result<(), Fault> {
    let rows = [
        "Licensee",
        "Product",
        "Edition",
        "Kind",
        "License",
        "Devices",
        "Issued",
        "Valid from",
        "Expires",
        "Seller",
        "Order",
    ];
    let made = |entries: usize| {
        let brings = (0..entries).map(|at| format!("Something that the license includes, with its number {at}"));
        let paper = paper(Lang::En, "License certificate")
            .lede("License 12345-67890, issued by Aurora Software")
            .facts(rows.map(|row| (row.to_owned(), "What stands there, in a line".to_owned())))
            .heading("What the license includes")
            .list(brings)
            .heading("License agreement")
            .text("Version 3 of the license agreement, accepted on 28 November 2026:")
            .text("https://portal.example/license-agreements/01890000-0000-7000-8000-000000000000")
            .heading("Check a certificate")
            .link("https://portal.example/certificate/1234567890?check=8K2M-8K2M-8K2M-8K2M", "Check code 8K2M", "QR")
            .foot("Aurora Software · License certificate 12345-67890");
        Ok::<_, Fault>(Pdf::read(&paper.set()?).text())
    };
    let usual = made(9)?;
    assert_eq!(usual.len(), 1, "{usual:?}");
    assert!(usual[0].contains("number 8") && usual[0].contains(&page(Lang::En, 1, 1)), "{usual:?}");
    let longer = made(30)?;
    assert_eq!(longer.len(), 2, "{longer:?}");
    assert!(longer.join(" ").contains("number 29"));
    Ok(())
}

/// ALL-2
#[test]
fn what_people_typed_does_no_harm() -> Result<(), Fault> {
    let evil = [
        "",
        " ",
        ") Tj ET endstream endobj",
        "\\(((((",
        "<</S/JavaScript/JS(app.alert(1))>>",
        "a\u{202e}gpj.exe",
        "\u{0}\u{1b}[31m\u{7f}",
        "😀👨‍👩‍👧 한국어 العربية ไทย",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\u{e000}\u{fffe}\u{10ffff}\u{feff}\u{ad}",
        "line\r\nline\u{2028}line\tline",
        "<script>alert(1)</script>",
    ];
    for text in evil {
        let pdf = Pdf::read(&certificate(Lang::En, text, text, text).set()?);
        let shown = all(&pdf);
        assert!(!shown.chars().any(|c| c == '\u{202e}' || c == '\u{0}' || c == '\u{e000}'), "{shown}");
        assert_eq!(pdf.text().len(), 1);
    }
    let pdf = Pdf::read(&certificate(Lang::En, "t", "a\u{202e}gpj.exe", "😀").set()?);
    assert!(all(&pdf).contains("agpj.exe") && all(&pdf).contains('□'));
    Ok(())
}
