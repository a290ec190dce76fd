//! The notices before licenses expire (LIC-8, ACC-16): one run over 10,000 people who asked for them, with 1,000,000 licenses that end
//! within a year, a twelfth of which are due; beside as many bare commits of one row as there are mails. In this process, on the
//! embedded database.

use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_accounts::actions::import_accounts::{BATCH, HowToImport, import_accounts};
use gatehouse_accounts::model::import::{Header, ImportRow};
use gatehouse_accounts::queries::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Lang, Moment, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};
use gatehouse_licenses::actions::tell_of_ends::tell_of_ends;
use gatehouse_licenses::mails::license_expires::NOTIFICATION;
use gatehouse_licenses::tables::expiry_notice;
use std::time::Instant;

const PEOPLE: i64 = 10_000;
const LICENSES: i64 = 1_000_000;
/// People looked at together, as the job does.
const PART: u64 = 100;
const ROUNDS: usize = 3;
/// In seconds: an hourly job must leave most of the hour to others.
const GOAL: f64 = 300.0;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("expiry_notices")?;
    let content = place.runtime.block_on(Content::make(&data, None))?;
    place.runtime.block_on(fill(&content))?;
    let cx = &content.cx;
    let license = place.runtime.block_on(first_license(cx))?;
    let rounds = paired(ROUNDS, || place.runtime.block_on(run(cx)), || place.runtime.block_on(bare(cx, license)))?;
    place.runtime.block_on(content.close())?;
    let what = "in process, one run: 10,000 people with 1,000,000 licenses, one mail each";
    Ok(vec![Figure::of("expiry_notices", "s", &rounds, what, "10,000 commits of one row").goal(Goal::Below(GOAL))])
}

/// A run of the job in which nobody was told yet.
async fn run(cx: &Cx) -> Result<f64, Fault> {
    cx.db().writer().execute_unprepared("delete from expiry_notice").await?;
    let begun = Instant::now();
    let (mut last, mut mails) = (Uuid::nil(), 0);
    loop {
        let people = contacts::wanting(cx.read(), NOTIFICATION, last, PART).await?;
        let Some(end) = people.last() else { break };
        last = *end;
        mails += tell_of_ends(cx, &people).await?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    if mails == u64::try_from(PEOPLE)? { Ok(seconds) } else { Err(Fault::new(format!("{mails} mails"))) }
}

async fn bare(cx: &Cx, license: Uuid) -> Result<f64, Fault> {
    cx.db().writer().execute_unprepared("delete from expiry_notice").await?;
    let begun = Instant::now();
    for _ in 0..PEOPLE {
        let row = expiry_notice::ActiveModel {
            id: Set(cx.id()),
            license_id: Set(license),
            account_id: Set(cx.id()),
            ends_at: Set(Moment(0)),
            days: Set(0),
            sent_at: Set(cx.now()),
        };
        let tx = cx.begin().await?;
        expiry_notice::Entity::insert(row).exec_without_returning(&*tx).await?;
        tx.commit().await?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

async fn first_license(cx: &Cx) -> Result<Uuid, Fault> {
    let row = cx.read().query_one_raw(statement(cx, "select id from license limit 1")).await?;
    row.map_or_else(|| Err(Fault::new("no license")), |row| Ok(row.try_get_by_index(0)?))
}

fn statement(cx: &Cx, text: &str) -> gatehouse_db::sea_orm::Statement {
    gatehouse_db::sea_orm::Statement::from_string(cx.db().backend(), text)
}

/// People who asked for it, by an import; licenses as copies of one, a hundred for each person, whose ends are spread over a year.
async fn fill(content: &Content) -> Result<(), Fault> {
    let cx = &content.cx;
    for part in people()?.chunks(BATCH) {
        let how = HowToImport { confirmed: true, dry_run: false };
        let imported = crate::content::done(import_accounts(cx, part, how).await)?;
        if !imported.refused.is_empty() {
            return Err(Fault::new("a row of the bench was refused"));
        }
    }
    content.codes(1, 3).await?;
    let (now, of_each) = (cx.now().0, LICENSES / PEOPLE);
    let id = "unhex(substr(hex(randomblob(16)), 1, 12) || '7' || substr(hex(randomblob(2)), 1, 3) || '8' || substr(hex(randomblob(8)), 1, 15))";
    let series = |count: i64| {
        format!(
            "(with recursive c(i) as (select 0 union all select i + 1 from c where i < {count} - 1) select i from c) n"
        )
    };
    // A day of the year for each of a person's licenses, so that some of everybody's are due.
    let ends = format!("({now} + ((n.i % {of_each}) * 365 / {of_each} * {DAY}) + {DAY} / 2)");
    let licenses = format!(
        "insert into license (id, number, purchase_id, product_id, edition_id, kind, starts, months, seats, first_activated_at, \
         ends_at, ends_order, awaiting_verification, status, status_until, created_at) \
         select {id}, printf('%010d', (n.i * 1999999973 + 12345) % 10000000000), t.purchase_id, t.product_id, t.edition_id, t.kind, \
         t.starts, t.months, t.seats, {now}, {ends}, {ends}, false, 'active', {ends}, {now} from {}, (select * from license limit 1) t",
        series(LICENSES)
    );
    let numbered = "select row_number() over (order by id) - 1 as place, id from";
    let holders = format!(
        "insert into license_holder (id, license_id, account_id, added_at) select {id}, l.id, a.id, {now} \
         from ({numbered} (select id from license where first_activated_at is not null)) l join ({numbered} account) a \
         on a.place = l.place % {PEOPLE}"
    );
    let choices = format!(
        "insert into notification_choice (id, account_id, kind, chosen_at) select {id}, id, '{}', {now} from account",
        NOTIFICATION.word
    );
    // Numbers are drawn at random, so their index is written everywhere at once.
    for text in ["pragma cache_size = -1000000", &licenses, &holders, &choices, "pragma cache_size = -8192"] {
        cx.db().writer().execute_unprepared(text).await?;
    }
    cx.db().checkpoint().await?;
    Ok(())
}

fn people() -> Result<Vec<ImportRow>, Fault> {
    let header =
        Header::read(&["email", "country"].map(str::to_owned)).map_err(|_| Fault::new("the bench knows no columns"))?;
    let row = |number: i64| {
        let fields = [format!("holder-{number}@example.com"), "JP".to_owned()].to_vec();
        let line = u32::try_from(number + 2).unwrap_or(u32::MAX);
        header.row(line, fields, Lang::En).map_err(|_| Fault::new("a row of the bench is wrong"))
    };
    (0..PEOPLE).map(row).collect()
}
