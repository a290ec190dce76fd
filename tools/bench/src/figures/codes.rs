//! A million codes (LIC-3): drawn, checked, hashed twice, sealed, written as CSV, in this process and without a
//! disk; beside drawing them and nothing else.

use crate::content::{Content, EDITION, PRODUCT};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Random, SystemRandom};
use gatehouse_formats::{ActivationCode, CodeKind};
use gatehouse_licenses::actions::export_codes::csv::{CsvLine, write_csv};
use gatehouse_licenses::actions::issue::codes::{Buffered, Maker, generate_rows};
use gatehouse_licenses::model::license::Kind;
use gatehouse_seal::SubjectKey;
use std::hint::black_box;
use std::time::Instant;

const CODES: usize = 1_000_000;
/// As many as the job makes in one transaction.
const PART: usize = 2_000;
const ROUNDS: usize = 3;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("codes")?;
    let (content, key) = place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        let order = content.order("").await?;
        let key = subject::key(&content.cx, content.cx.read(), order).await?;
        Ok::<_, Fault>((content, key))
    })?;
    let rounds = paired(ROUNDS, || issue(&content.cx, &key), draw)?;
    place.runtime.block_on(content.close())?;
    let what = "in process, one thread: drawn, checked, hashed twice, sealed, written as CSV";
    Ok(vec![
        Figure::of("codes", "s a million", &rounds, what, "drawn, checked and written only").goal(Goal::Below(10.0)),
    ])
}

fn issue(cx: &Cx, key: &SubjectKey) -> Result<f64, Fault> {
    let begun = Instant::now();
    let mut written = 0;
    for part in 0..CODES / PART {
        let random = Buffered::new(cx.app.random.as_ref());
        let maker = Maker { keys: &cx.app.keys, subject: key, random: &random, kind: Kind::Commercial, now: cx.now() };
        let rows = generate_rows(maker, PART)?;
        let codes: Vec<String> = rows.iter().map(|row| row.code.to_string()).collect();
        let lines = rows.iter().zip(&codes).map(|(row, code)| CsvLine {
            number: &row.number,
            code,
            product: PRODUCT,
            edition: EDITION,
            seats: 1,
            activate_by: "",
        });
        written += black_box(write_csv(part == 0, lines)?).len();
    }
    black_box(written);
    Ok(begun.elapsed().as_secs_f64())
}

fn draw() -> Result<f64, Fault> {
    let begun = Instant::now();
    let random = Buffered::new(&SystemRandom);
    let mut text = String::with_capacity(PART * 32);
    for number in 0..CODES {
        if number.is_multiple_of(PART) {
            black_box(&text);
            text.clear();
        }
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes| random.fill(bytes));
        text.push_str(&code.to_string());
        text.push('\n');
    }
    black_box(&text);
    Ok(begun.elapsed().as_secs_f64())
}
