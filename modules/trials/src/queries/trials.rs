//! Trials, as staff and programs find them. Who asked is a person's data: a list that names them is a look, and has its line in the log.

use super::offered::{self, Named};
use crate::events;
use crate::model::mailbox::{MAILBOX, mailbox};
use crate::model::person::Person;
use crate::model::state::TrialState;
use crate::rights::TrialsRead;
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_context::{AuditEntry, Cx, Look, Seen, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// What trials are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialColumn {
    /// When it was asked for.
    Asked,
}

/// Which trials.
#[derive(Clone, Debug, Default)]
pub struct TrialFilter {
    /// Of this address: of any that leads to the same mailbox.
    pub email: String,
    /// In this state.
    pub state: Option<TrialState>,
    /// Of this product.
    pub product: Option<Uuid>,
    /// Asked for by this account.
    pub account: Option<Uuid>,
    /// Asked for then or later.
    pub from: Option<Moment>,
    /// Asked for then or earlier.
    pub until: Option<Moment>,
    /// The list names who asked.
    pub with_people: bool,
}

/// A trial with what is shown beside its row.
#[derive(Clone)]
pub struct TrialRow {
    /// The row.
    pub trial: Model,
    /// What its product is called.
    pub product: String,
    /// Who asked; `None` where the list names nobody.
    pub person: Option<Person>,
}

impl Look for TrialFilter {
    type Right = TrialsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        let mut lines = Vec::new();
        if !self.email.trim().is_empty() {
            lines.push(events::SEARCHED.entry());
        }
        if let Some(account) = self.account {
            lines.push(events::SEARCHED.about_other("account", account).of_account(account));
        }
        if lines.is_empty() && self.with_people {
            lines.push(events::LISTED.entry());
        }
        lines
    }

    fn leafed(&self) -> Option<String> {
        let is_list = self.with_people && self.account.is_none() && self.email.trim().is_empty();
        is_list.then(|| format!("{self:?}"))
    }
}

/// A page of trials.
pub async fn trials(
    cx: &Cx,
    filter: &Seen<TrialFilter>,
    sorting: Sorting<TrialColumn>,
    request: &PageRequest,
) -> Result<Paged<TrialRow>, Fault> {
    let TrialColumn::Asked = sorting.column;
    let select = Entity::find().filter(condition(cx, filter));
    let place = |row: &Model| (SortKey::Int(row.asked_at.0), row.id);
    let columns = (Column::AskedAt, Column::Id);
    let page = keyset(cx.read(), select, columns, sorting.direction, request, place).await?;
    let products = offered::names(cx, page.items.iter().map(|row| row.product_id)).await?;
    let mut people = if filter.with_people { people(cx, &page.items).await? } else { HashMap::new() };
    let name = |product: Option<&Named>| product.map(|product| product.name.clone()).unwrap_or_default();
    Ok(page.map(|trial| TrialRow {
        product: name(products.get(&trial.product_id)),
        person: people.remove(&trial.id),
        trial,
    }))
}

fn condition(cx: &Cx, filter: &TrialFilter) -> Condition {
    let mut all = Condition::all();
    let email = filter.email.trim();
    if !email.is_empty() {
        all = all.add(Column::MailboxLookup.is_in(cx.app.keys.accepted(MAILBOX, mailbox(email).as_bytes())));
    }
    if let Some(state) = filter.state {
        all = all.add(Column::State.eq(state));
    }
    if let Some(product) = filter.product {
        all = all.add(Column::ProductId.eq(product));
    }
    if let Some(account) = filter.account {
        all = all.add(Column::AccountId.eq(account));
    }
    if let Some(from) = filter.from {
        all = all.add(Column::AskedAt.gte(from));
    }
    if let Some(until) = filter.until {
        all = all.add(Column::AskedAt.lte(until));
    }
    all
}

/// Who asked, by the trial; one whose key is gone is missing.
async fn people(cx: &Cx, rows: &[Model]) -> Result<HashMap<Uuid, Person>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let known = rows.iter().filter_map(|row| Some((row, keys.get(&row.id)?)));
    known.map(|(row, key)| Ok((row.id, Person::open(key, row)?))).collect()
}
