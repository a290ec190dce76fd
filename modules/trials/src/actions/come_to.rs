//! Trials that a visitor asked for come into the account that proves their address (LIC-22), with their licenses, as what was bought does.
//!
//! The rule: by exactly the address and not by its mailbox, because not everywhere is a `+tag` a part of the same one. What is over or
//! was refused stays where it is.

use crate::model::mailbox::{MAILBOX, mailbox};
use crate::model::person::Person;
use crate::model::state::TrialState::{self, Asked, Ended, Mailed, Running};
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_address::normalized;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_licenses::actions::attach_bought::attach_trials;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};
use std::collections::{BTreeMap, HashMap};

/// Look-ups of one statement.
const PART: usize = 500;

/// These accounts have proven these addresses; returns how many licenses came.
pub(crate) async fn come_to(cx: &Cx, tx: &Tx, people: &[(Uuid, String)]) -> Result<usize, Fault> {
    let owners: HashMap<String, Uuid> = people.iter().map(|(account, email)| (normalized(email), *account)).collect();
    let mut lookups: Vec<Vec<u8>> =
        owners.keys().flat_map(|email| cx.app.keys.accepted(MAILBOX, mailbox(email).as_bytes())).collect();
    lookups.sort_unstable();
    lookups.dedup();
    let mut came = 0;
    for part in lookups.chunks(PART) {
        // Held before the others are read: one that is answered at this moment is among those then, or is issued into the account.
        let waiting = of_visitors(part, &[Asked]).lock_exclusive().all(&**tx).await?;
        for (account, trials) in by_owner(cx, tx, &owners, waiting).await? {
            assign(tx, account, &trials).await?;
        }
        let given = of_visitors(part, &[Mailed, Running, Ended]).all(&**tx).await?;
        // A few at the most: each is a form that somebody filled in.
        for (account, trials) in by_owner(cx, tx, &owners, given).await? {
            let licenses: Vec<Uuid> = trials.iter().filter_map(|trial| trial.license_id).collect();
            // Licenses are held before trials, as where a code is added.
            let attached = attach_trials(cx, tx, account, &licenses).await?;
            // One whose code somebody added already stays with them.
            let theirs = |trial: &Model| trial.license_id.is_some_and(|license| attached.contains(&license));
            let trials: Vec<Model> = trials.into_iter().filter(theirs).collect();
            came += trials.len();
            assign(tx, account, &trials).await?;
        }
    }
    Ok(came)
}

/// Trials without an account.
fn of_visitors(lookups: &[Vec<u8>], states: &[TrialState]) -> Select<Entity> {
    Entity::find()
        .filter(Column::MailboxLookup.is_in(lookups.iter().cloned()))
        .filter(Column::AccountId.is_null())
        .filter(Column::State.is_in(states.iter().copied()))
        .order_by_asc(Column::Id)
}

/// Whose they are, by the address that was typed.
async fn by_owner(
    cx: &Cx,
    tx: &Tx,
    owners: &HashMap<String, Uuid>,
    trials: Vec<Model>,
) -> Result<BTreeMap<Uuid, Vec<Model>>, Fault> {
    let ids: Vec<Uuid> = trials.iter().map(|trial| trial.id).collect();
    let keys = subject::keys(cx, &**tx, &ids).await?;
    let mut found: BTreeMap<Uuid, Vec<Model>> = BTreeMap::new();
    for trial in trials {
        let Some(key) = keys.get(&trial.id) else { continue };
        let typed = normalized(&Person::open(key, &trial)?.email.0);
        if let Some(account) = owners.get(&typed) {
            found.entry(*account).or_default().push(trial);
        }
    }
    Ok(found)
}

async fn assign(tx: &Tx, account: Uuid, trials: &[Model]) -> Result<(), Fault> {
    let update = Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(account))
        .filter(Column::Id.is_in(trials.iter().map(|trial| trial.id)))
        .filter(Column::AccountId.is_null());
    update.exec(&**tx).await?;
    Ok(())
}
