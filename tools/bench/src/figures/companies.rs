//! A company of 100,000 users (COM-3, COM-4), in this process: a page of its list in the middle, which the database sorts without knowing a
//! name; and the judgement of a right, which asks nothing of anybody. A page's value is the 99th hundredth of its times.

use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, paired, percentile};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::enter;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::place::GAP;
use gatehouse_companies::model::rights::Rights;
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::queries::members::{MemberFilter, NAMES, Users, members};
use gatehouse_companies::queries::seals;
use gatehouse_companies::rights::{In, ManageUsers};
use gatehouse_companies::tables::company_member::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Uuid};
use gatehouse_db::sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use gatehouse_db::{Cursor, Direction, PageRequest, SortKey};
use std::hint::black_box;
use std::time::Instant;

/// The names of the figures.
pub const NAMES_OF: [&str; 2] = ["company_users", "rights_check"];

const USERS: usize = 100_000;
const PART: usize = 500;
const PAGES: usize = 200;
const ROUNDS: usize = 3;
const CHECKS: u32 = 20_000_000;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("companies")?;
    place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        let account = content.account("owner@example.com").await?;
        let cx = content.cx.acting_as(Actor::Account { id: account });
        let measured = figures(&cx, account).await;
        content.close().await?;
        measured
    })
}

async fn figures(cx: &Cx, account: Uuid) -> Result<Vec<Figure>, Fault> {
    let company = fill(cx, account).await?;
    let tx = cx.begin().await?;
    let (by, _held) = done(enter::<Users>(cx, &tx, company).await)?;
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms connections, statements and keys up.
    for round in 0..=ROUNDS {
        let (baseline, value) = (rows(cx, company).await?, pages(cx, &by).await?);
        if round > 0 {
            rounds.baselines.push(baseline);
            rounds.values.push(value);
        }
    }
    let what = format!("in process, p99: 50 of {USERS} users from the middle, by name, their names unsealed");
    let users = Figure::of("company_users", "ms", &rounds, what, "the same rows, their names left sealed");
    let checks = paired(ROUNDS, || Ok(judged(&by)), || Ok(counted()))?;
    let what = "in process, one thread: the proof of one right from that of another, no query";
    let check = Figure::of("rights_check", "ns", &checks, what, "a turn of a loop without it");
    tx.rollback().await?;
    Ok(vec![users.goal(Goal::Below(5.0)), check.goal(Goal::Below(20.0))])
}

/// The place in the middle of the list.
fn middle() -> i64 {
    i64::try_from(USERS / 2).unwrap_or(0) * GAP
}

async fn pages(cx: &Cx, by: &In<'_, Users>) -> Result<f64, Fault> {
    let after = Some(Cursor(SortKey::Int(middle()), Uuid::max()));
    let request = PageRequest { after, ..PageRequest::default() };
    let mut taken = Vec::with_capacity(PAGES);
    for _ in 0..PAGES {
        let begun = Instant::now();
        let page = members(cx, by, &MemberFilter::default(), Direction::Ascending, &request).await?;
        taken.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
        if page.items.len() != 50 {
            return Err(Fault::new(format!("a page of {USERS} users has {}", page.items.len())));
        }
    }
    Ok(percentile(&taken, 0.99) / 1000.0)
}

async fn rows(cx: &Cx, company: Uuid) -> Result<f64, Fault> {
    let mut taken = Vec::with_capacity(PAGES);
    for _ in 0..PAGES {
        let begun = Instant::now();
        let own = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::NamePlace.gt(middle()));
        black_box(own.order_by_asc(Column::NamePlace).limit(51).all(cx.read()).await?);
        taken.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(percentile(&taken, 0.99) / 1000.0)
}

fn judged(by: &In<'_, Users>) -> f64 {
    let begun = Instant::now();
    for _ in 0..CHECKS {
        black_box(black_box(by).also::<ManageUsers>().is_some());
    }
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(CHECKS)
}

fn counted() -> f64 {
    let begun = Instant::now();
    for turn in 0..CHECKS {
        black_box(turn);
    }
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(CHECKS)
}

/// A company with its owner, and users with keys, names and places of their own: as the actions make them, in parts.
async fn fill(cx: &Cx, account: Uuid) -> Result<Uuid, Fault> {
    let tx = cx.begin().await?;
    let new = NewCompany {
        name: "Large".into(),
        lang: "en".into(),
        country: "DE".into(),
        is_unverified: false,
        account,
        owner: MemberName::new("Olga", "Owner"),
    };
    let company = done(found(cx, &tx, new).await)?.company;
    tx.commit().await?;
    for part in 0..USERS / PART {
        let tx = cx.begin().await?;
        let ids: Vec<Uuid> = (0..PART).map(|_| cx.id()).collect();
        let keys = subject::create_each(cx, &tx, &ids).await?;
        let mut rows = Vec::with_capacity(PART);
        for (at, (id, key)) in ids.into_iter().zip(&keys).enumerate() {
            let number = part * PART + at;
            let name = serde_json::to_vec(&MemberName::new(format!("First{number}"), format!("Last{number:06}")))?;
            let mut row = Model {
                id,
                company_id: company,
                account_id: cx.id(),
                names_sealed: key.seal(cx.app.random.as_ref(), NAMES, id, &name)?,
                country: Some("DE".to_owned()),
                branch_id: None,
                name_place: i64::try_from(number + 1)? * GAP,
                rights_own: Rights::NONE,
                rights_groups: Rights::NONE,
                rights_seal: Vec::new(),
                blocked_at: None,
                blocked_by: None,
                joined_by: JoinedBy::Directory,
                joined_at: cx.now(),
                made_account: true,
                notices_off: 0,
                version: 1,
            };
            row.rights_seal = seals::of_member(cx, key, &row)?;
            rows.push(ActiveModel::from(row).reset_all());
        }
        Entity::insert_many(rows).exec_without_returning(&*tx).await?;
        tx.commit().await?;
    }
    Ok(company)
}
