//! License certificates (LIC-25): a paper with everything that stands on one, in Japanese, whose typeface is the largest; in process, on
//! one thread. Beside it a paper with a title and nothing else, which takes in as many typefaces' tables and cuts them down as well.

use crate::place::Place;
use crate::report::Figure;
use crate::stats::paired;
use gatehouse_core::{Fault, Lang, Moment};
use gatehouse_papers::{Letterhead, Paper};
use std::hint::black_box;
use std::time::Instant;

const PAPERS: usize = 100;
const ROUNDS: usize = 5;
const DATED: Moment = Moment(1_796_000_000_000_000);

/// Measures.
pub fn measure(_: &Place) -> Result<Vec<Figure>, Fault> {
    let rounds = paired(ROUNDS, || set(certificate), || set(blank))?;
    let what = "in process, one thread: a whole certificate in Japanese, laid out, cut typefaces, compressed";
    Ok(vec![Figure::of("certificate_pdf", "per second", &rounds, what, "a paper with a title and nothing else")])
}

fn set(paper: fn(usize) -> Paper) -> Result<f64, Fault> {
    let begun = Instant::now();
    for number in 0..PAPERS {
        black_box(paper(number).set()?);
    }
    Ok(PAPERS as f64 / begun.elapsed().as_secs_f64())
}

fn blank(number: usize) -> Paper {
    let pages = |_: Lang, page: usize, of: usize| format!("{page} / {of} ページ");
    let id = (format!("certificate {number:010}"), DATED);
    Paper::new(Letterhead::plain("Aurora Software"), Lang::Ja, "ライセンス証書", id, pages)
}

fn certificate(number: usize) -> Paper {
    let rows = [
        ("ライセンス使用者", "株式会社青空ソリューションズ"),
        ("製品", "Aurora Studio"),
        ("エディション", "プロフェッショナル"),
        ("種類", "商用"),
        ("ライセンス番号", "12345-67890"),
        ("台数", "25"),
        ("発行日", "2026年11月21日"),
        ("利用開始日", "2026年11月21日"),
        ("有効期限", "2027年11月21日"),
        ("販売元", "株式会社東京ソフト販売"),
        ("注文番号", "SHOP-2026-1001"),
    ];
    let brings = [
        "同時に最大 25 台のデバイスで使用",
        "利用期間：1 年",
        "ライセンスが有効な間の Aurora Software による標準サポート",
        "クラウド同期",
        "リアルタイム保護",
    ];
    let check = format!("https://portal.example.com/certificate/{number:010}?check=8K2M-4T7Q-9RXA-1234-5678-ZZZZ");
    blank(number)
        .lede("ライセンス番号 12345-67890　発行元：Aurora Software")
        .facts(rows.map(|(label, value)| (label.to_owned(), value.to_owned())))
        .heading("ライセンスに含まれるもの")
        .list(brings.map(str::to_owned))
        .heading("使用許諾契約書")
        .text("使用許諾契約書（バージョン 3）に 2026年11月21日 に同意済み：")
        .heading("証書の確認")
        .link(
            check,
            "QR コードを読み取るか、次のアドレスを開くと、この証書が本物であることを確認できます。",
            "QR コード",
        )
        .foot("Aurora Software　ライセンス証書 12345-67890")
}
