//! Shapes of mails: attachments, `winmail.dat`, names that are paths, and bombs.

use crate::fixture::{Case, Fixture};
use crate::letter::{Letter, file_part, html_part, multipart, part, text_part, tnef, word};
use gatehouse_inbox::Goes;

pub fn all(f: &Fixture) -> Vec<Case> {
    let mut all = files();
    all.extend(winmail());
    all.extend(bombs(f));
    all
}

fn mixed(parts: &[Vec<u8>]) -> Letter {
    Letter::new("Files").parts("mixed", parts)
}

fn new(name: &str, letter: &Letter) -> Case {
    Case::new(name, letter).goes(Goes::New)
}

fn files() -> Vec<Case> {
    let two = mixed(&[
        text_part("See both."),
        file_part("a.log", "text/plain", b"log"),
        file_part("b.dmp", "application/octet-stream", &[0; 300]),
    ]);
    let named = |name: &str| mixed(&[text_part("T"), file_part(name, "application/octet-stream", b"x")]);
    let picture = part(
        "Content-Type: image/png; name=\"logo.png\"\r\nContent-Disposition: inline; filename=\"logo.png\"\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64",
        b"iVBORw0KGgo=",
    );
    let related = Letter::new("Files").parts("related", &[html_part("<p>T</p><img src=\"cid:logo\">"), picture]);
    let inner = Letter::new("The inner one").text("Inside").build();
    let nested = mixed(&[text_part("T"), part("Content-Type: message/rfc822", &inner)]);
    let rfc2231 = part(
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=utf-8''%D0%A1%D1%87; filename*1*=%D1%91%D1%82.pdf\r\nContent-Transfer-Encoding: base64",
        b"JVBERg==",
    );
    let encoded = part(
        &format!(
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"{}\"\r\nContent-Transfer-Encoding: base64",
            word("請求書.pdf")
        ),
        b"JVBERg==",
    );
    let signature = part(
        "Content-Type: application/pgp-signature; name=\"signature.asc\"",
        b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----",
    );
    let calendar = part(
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: 8bit",
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR",
    );
    let only = Letter::new("A file alone")
        .with("Content-Type", "application/zip; name=\"dump.zip\"")
        .with("Content-Disposition", "attachment; filename=\"dump.zip\"")
        .with("Content-Transfer-Encoding", "base64")
        .bytes(b"UEsDBA==");
    vec![
        new("two files", &two).text("See both.").files(&["a.log", "b.dmp"]),
        new("a name that climbs", &named("../../etc/passwd")).files(&["passwd"]),
        new("a name of windows", &named("C:\\\\temp\\\\a.exe")).files(&["a.exe"]),
        new("a picture of the signature", &related).text("T").files(&["logo.png"]),
        new("a mail in a mail", &nested).text("T").files(&["The inner one.eml"]),
        new("a name in pieces", &mixed(&[text_part("T"), rfc2231])).files(&["Счёт.pdf"]),
        new("a name in an encoded word", &mixed(&[text_part("T"), encoded])).files(&["請求書.pdf"]),
        new("a file and no text", &only).files(&["dump.zip"]),
        new("a text file as an attachment", &mixed(&[text_part("T"), file_part("notes.txt", "text/plain", b"notes")]))
            .text("T")
            .files(&["notes.txt"]),
        new("nothing at all", &Letter::new("").text("")).text(""),
        new("signed by pgp", &Letter::new("Signed").parts("signed", &[text_part("T"), signature])).text("T"),
        new("an invitation", &Letter::new("A call").parts("alternative", &[text_part("T"), calendar])).text("T"),
    ]
}

fn winmail() -> Vec<Case> {
    let dat = |content: &[u8]| file_part("winmail.dat", "application/ms-tnef", content);
    let with = |content: &[u8]| mixed(&[text_part("T"), dat(content)]);
    let one = tnef("", &[("REPORT~1.PDF", "Отчёт за ноябрь.pdf", b"%PDF-1.7")]);
    let two = tnef("", &[("a.txt", "", b"a"), ("b.txt", "", b"b")]);
    let body = tnef("The text was in it.", &[("a.txt", "", b"a")]);
    let mut cut = tnef("", &[("a.txt", "", &[7; 5_000])]);
    cut.truncate(2_000);
    vec![
        new("winmail with a long name", &with(&one)).text("T").files(&["Отчёт за ноябрь.pdf"]),
        new("winmail with two files", &with(&two)).files(&["a.txt", "b.txt"]),
        new("winmail with the text", &Letter::new("x").parts("mixed", &[dat(&body)]))
            .text("The text was in it.")
            .files(&["a.txt"]),
        new("winmail cut off", &with(&cut)).files(&["a.txt"]),
        new("winmail that is none", &with(b"not at all")).files(&["winmail.dat"]),
    ]
}

/// What is made to use up memory or time. The worker bounds both; here it must come to an end, and the text must be there.
fn bombs(f: &Fixture) -> Vec<Case> {
    let many: Vec<Vec<u8>> = (0..5_000).map(|n| file_part(&format!("{n}.txt"), "text/plain", b"x")).collect();
    let texts: Vec<Vec<u8>> = (0..5_000).map(|n| text_part(&format!("part {n}"))).collect();
    let mut deep = text_part("T");
    for n in 0..200 {
        let body = multipart(&format!("d{n}"), &[deep]);
        deep = part(&format!("Content-Type: multipart/mixed; boundary=\"d{n}\""), &body);
    }
    let mut mails = Letter::new("innermost").text("T").build();
    for n in 0..60 {
        let body = multipart(&format!("m{n}"), &[text_part("T"), part("Content-Type: message/rfc822", &mails)]);
        mails = Letter::new(&format!("level {n}"))
            .with("Content-Type", &format!("multipart/mixed; boundary=\"m{n}\""))
            .bytes(&body)
            .build();
    }
    let addresses: Vec<String> = (0..20_000).map(|n| format!("a{n}@x.example")).collect();
    let ids: Vec<String> = (0..20_000).map(|n| format!("<{n}@x.example>")).collect();
    let references = format!("{} {}", ids.join(" "), f.id());
    let html = format!("{}T{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let table = "<table><tr><td>".repeat(3_000);
    let long = "x".repeat(3 << 20);
    let quotes = ">".repeat(200_000);
    vec![
        new("5,000 files", &mixed(&[vec![text_part("T")], many].concat())).text("T"),
        new("5,000 texts", &mixed(&texts)),
        Case::raw("200 levels", Letter::new("x").parts("mixed", &[deep]).build()).goes(Goes::New),
        Case::raw("60 mails in each other", mails).goes(Goes::New).text("T"),
        new("20,000 recipients", &Letter::new("x").text("T").with("Cc", &addresses.join(",\r\n "))).text("T"),
        Case::new("20,000 references, ours the last", &Letter::new("Re: x").text("T").with("References", &references))
            .goes(Goes::New)
            .related(Some(f.a))
            .text("T"),
        new("a subject of a megabyte", &Letter::new(&"s".repeat(1 << 20)).text("T")).text("T"),
        new("html 20,000 deep", &Letter::new("x").html(&html)),
        new("tables without an end", &Letter::new("x").html(&table)),
        new("a line of three megabytes", &Letter::new("x").text(&long)),
        new("a quote of 200,000 marks", &Letter::new("x").text(&quotes)),
        new("100,000 quoted lines", &Letter::new("x").text(&format!("T\n{}", "> x\n".repeat(100_000)))).text("T"),
        new("100,000 attributions", &Letter::new("x").text(&"On 2026 at x\n".repeat(100_000))),
        Case::raw(
            "a head without an end",
            [b"From: alice@cust.example\r\n".to_vec(), b"X-A: b\r\n".repeat(50_000)].concat(),
        )
        .goes(Goes::New),
        Case::raw("zeros", [b"From: alice@cust.example\r\nSubject: x\r\n\r\n".to_vec(), vec![0; 10_000]].concat())
            .goes(Goes::New),
        Case::raw(
            "bare line feeds",
            b"From: alice@cust.example\nTo: support@portal.example\nSubject: x\n\nT\n".to_vec(),
        )
        .goes(Goes::New)
        .text("T"),
        new(
            "a boundary that never comes",
            &Letter::new("x").with("Content-Type", "multipart/mixed; boundary=\"never\"").bytes(b"T"),
        ),
        new("a boundary of nothing", &Letter::new("x").with("Content-Type", "multipart/mixed").bytes(b"T")),
    ]
}
