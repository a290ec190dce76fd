//! Accounts of another portal (ACC-18), a thousand in a transaction: looked up, sealed under keys of their own, written with key and
//! line of the log; beside a bare insert of rows of the same size, which looks nothing up and seals nothing. In this process, on the
//! embedded database.

use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_accounts::actions::import_accounts::{BATCH, HowToImport, import_accounts};
use gatehouse_accounts::model::import::{Header, ImportRow};
use gatehouse_accounts::tables::account::{ActiveModel, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Random as _, SystemRandom};
use gatehouse_db::sea_orm::{ActiveModelTrait as _, EntityTrait as _, QuerySelect as _};
use std::cell::Cell;
use std::time::Instant;

const ROWS: usize = 20_000;
const ROUNDS: usize = 3;
const HASH: &str = "$2b$12$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS";

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("import_accounts")?;
    let content = place.runtime.block_on(Content::open(&data, None))?;
    let cx = &content.cx;
    // Rows to copy, and everything is warm.
    place.runtime.block_on(import(cx, &rows("first", BATCH)?))?;
    let samples = place.runtime.block_on(Entity::find().limit(BATCH as u64).all(cx.read()))?;
    let round = Cell::new(0);
    let rounds = paired(
        ROUNDS,
        || {
            round.set(round.get() + 1);
            let rows = rows(&format!("round{}", round.get()), ROWS)?;
            let begun = Instant::now();
            place.runtime.block_on(async {
                for part in rows.chunks(BATCH) {
                    import(cx, part).await?;
                }
                Ok::<_, Fault>(())
            })?;
            Ok(ROWS as f64 / begun.elapsed().as_secs_f64())
        },
        || place.runtime.block_on(bare(cx, &samples)),
    )?;
    place.runtime.block_on(content.close())?;
    let what = "in process, a thousand accounts in a transaction, with names, country and a password hash";
    Ok(vec![
        Figure::of("import_accounts", "a second", &rounds, what, "a bare insert of rows of the same size")
            .goal(Goal::AtLeast(5_000.0)),
    ])
}

async fn import(cx: &Cx, rows: &[ImportRow]) -> Result<(), Fault> {
    let how = HowToImport { confirmed: true, dry_run: false };
    let imported = done(import_accounts(cx, rows, how).await)?;
    if imported.refused.is_empty() { Ok(()) } else { Err(Fault::new("a row of the bench was refused")) }
}

fn rows(word: &str, count: usize) -> Result<Vec<ImportRow>, Fault> {
    let columns = ["email", "first_name", "last_name", "country", "region", "password_hash"].map(str::to_owned);
    let header = Header::read(&columns).map_err(|_| Fault::new("the bench knows no columns"))?;
    let row = |number: usize| {
        let email = format!("{word}-{number}@example.com");
        let fields = [email.as_str(), "Aiko", "Mori", "JP", "Tokyo", HASH].map(str::to_owned).to_vec();
        let line = u32::try_from(number + 2).unwrap_or(u32::MAX);
        header.row(line, fields, Lang::En).map_err(|_| Fault::new("a row of the bench is wrong"))
    };
    (0..count).map(row).collect()
}

async fn bare(cx: &Cx, samples: &[Model]) -> Result<f64, Fault> {
    let begun = Instant::now();
    for _ in 0..ROWS / BATCH {
        let copies = samples.iter().map(|sample| {
            let row = Model { id: cx.id(), email_lookup: SystemRandom.token().to_vec(), ..sample.clone() };
            ActiveModel::from(row).reset_all()
        });
        let tx = cx.begin().await?;
        Entity::insert_many(copies).exec_without_returning(&*tx).await?;
        tx.commit().await?;
    }
    Ok(ROWS as f64 / begun.elapsed().as_secs_f64())
}
