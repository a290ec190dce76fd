//! Whom the mails of a trial go to: the account of whoever was signed in, as it is now; else the address that was typed.

use crate::model::person::Person;
use crate::tables::trial::Model;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// Of one trial.
pub(crate) async fn of<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &Model,
    person: &Person,
) -> Result<Recipient, Fault> {
    let contact = match row.account_id {
        Some(account) => contacts::contact(cx, conn, account).await?,
        None => None,
    };
    Ok(contact.map_or_else(|| typed(row, person), |contact| contact.to))
}

/// Of several, by the trial; the accounts are read together.
pub(crate) async fn of_all(
    cx: &Cx,
    rows: &[Model],
    people: &HashMap<Uuid, Person>,
) -> Result<HashMap<Uuid, Recipient>, Fault> {
    let accounts: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let known = contacts::contacts(cx, cx.read(), &accounts).await?;
    let found = rows.iter().filter_map(|row| {
        let contact = row.account_id.and_then(|account| known.get(&account));
        let to = match contact {
            Some(contact) => contact.to.clone(),
            None => typed(row, people.get(&row.id)?),
        };
        Some((row.id, to))
    });
    Ok(found.collect())
}

fn typed(row: &Model, person: &Person) -> Recipient {
    Recipient {
        account: None,
        sealed_by: row.id,
        email: person.email.0.clone(),
        greeted: None,
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: row.zone.clone(),
        is_staff: false,
    }
}
