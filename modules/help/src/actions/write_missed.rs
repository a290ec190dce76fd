//! Searches of the help center without a result (ALL-10): counted in memory as they happen, so that looking writes nothing, and written down by every node
//! once a minute. Of each only a keyed hash with a number is kept; the words themselves from the moment on that several had the same.

use crate::model::missed::{ENOUGH, kept};
use crate::model::missed_count::{MissedCount, Sought};
use crate::model::words::Reader;
use crate::rights::reader;
use crate::tables::help_missed::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{App, Cx};
use gatehouse_core::{Actor, DAY, Fault};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, OnConflict};
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// How often a node writes.
const EVERY: Duration = Duration::from_secs(60);
/// The most rows: a flood of other words changes nothing of those that are there.
const MOST: u64 = 5_000;

/// What the keyed hashes are made for: of the words, and of a visitor with them.
const WORDS: &str = "help.missed";
const VISITOR: &str = "help.missed.visitor";

/// Counts a search of a reader that found nothing; the team's own count for nothing.
pub(crate) fn note(cx: &Cx, words: &str) -> Result<(), Fault> {
    let Some(words) = kept(words).filter(|_| reader(cx) != Reader::Staff) else { return Ok(()) };
    let who = match &cx.actor {
        Actor::Account { id } => id.to_string(),
        // Not the browser: what somebody calls theirs is as many visitors as they like.
        _ => cx.network.clone().unwrap_or_default(),
    };
    let day = cx.now().0.div_euclid(DAY);
    let who = cx.app.keys.lookup(VISITOR, format!("{day}|{}|{words}|{who}", cx.lang.tag()).as_bytes());
    cx.service::<MissedCount>()?.count(day, &who, cx.lang, words);
    Ok(())
}

/// Writes down what this node has counted; answers how many different words that were.
pub async fn write_missed(cx: &Cx) -> Result<usize, Fault> {
    let count = cx.service::<MissedCount>()?;
    let taken = count.take();
    if taken.is_empty() {
        return Ok(0);
    }
    let written = write(cx, &taken).await;
    if written.is_err() {
        count.put_back(taken);
    }
    written
}

async fn write(cx: &Cx, taken: &BTreeMap<Sought, i64>) -> Result<usize, Fault> {
    // In the order of the hashes, so that two nodes lock rows in the same order.
    let mut hashed: BTreeMap<Vec<u8>, (&Sought, i64)> = BTreeMap::new();
    for (sought, times) in taken {
        let (lang, words) = sought;
        hashed.insert(cx.app.keys.lookup(WORDS, format!("{lang}|{words}").as_bytes()).to_vec(), (sought, *times));
    }
    let tx = cx.begin().await?;
    if Entity::find().count(&*tx).await? >= MOST {
        let known = Entity::find().select_only().column(Column::Sought);
        let known: Vec<Vec<u8>> =
            known.filter(Column::Sought.is_in(hashed.keys().cloned())).into_tuple().all(&*tx).await?;
        let known: HashSet<Vec<u8>> = known.into_iter().collect();
        hashed.retain(|hash, _| known.contains(hash));
    }
    if hashed.is_empty() {
        return Ok(0);
    }
    let row = |(hash, ((lang, words), times)): (&Vec<u8>, &(&Sought, i64))| -> ActiveModel {
        let row = Model {
            id: cx.id(),
            lang: (*lang).to_owned(),
            sought: hash.clone(),
            words: Some(words.clone()).filter(|_| *times >= ENOUGH),
            times: *times,
            first_at: cx.now(),
            last_at: cx.now(),
        };
        row.into_active_model()
    };
    let mut conflict = OnConflict::column(Column::Sought);
    conflict.value(Column::Times, Expr::cust("help_missed.times + excluded.times"));
    conflict.update_column(Column::LastAt);
    Entity::insert_many(hashed.iter().map(row)).on_conflict(conflict).exec_without_returning(&*tx).await?;
    // Several have had the same by now: from here on it is no one's own.
    let mut words = CaseStatement::new();
    for (hash, (sought, _)) in &hashed {
        words = words.case(Column::Sought.eq(hash.clone()), Expr::val(sought.1.as_str()));
    }
    Entity::update_many()
        .col_expr(Column::Words, words.finally(Expr::col(Column::Words)).into())
        .filter(Column::Sought.is_in(hashed.keys().cloned()))
        .filter(Column::Times.gte(ENOUGH))
        .filter(Column::Words.is_null())
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(hashed.len())
}

/// Starts what writes; it ends with the installation.
pub(crate) fn start(app: &Arc<App>) {
    tokio::spawn(work(Arc::downgrade(app)));
}

async fn work(app: Weak<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(app) = app.upgrade() else { return };
        if let Err(fault) = write_missed(&Cx::program(&app, "help")).await {
            // What was counted waits for the next minute.
            tracing::warn!(%fault, "searches without a result could not be written down");
        }
    }
}
