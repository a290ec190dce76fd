//! Names and addresses of staff, opened. Other modules ask [`names`] to show who did something.

use crate::queries::api_key_names;
use crate::tables::{api_key, staff};
use gatehouse_address::{normalized, old_normalized};
use gatehouse_context::peppers::{self, Lasting};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_seal::{Lookups, SubjectKey};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) const NAME: &str = "staff.name_sealed";
pub(crate) const EMAIL: &str = "staff.email_sealed";
pub(crate) const SECRET: &str = "staff.totp_secret_sealed";
pub(crate) const OFFERED: &str = "staff_session.totp_secret_sealed";

/// A member with what is sealed opened; therefore without `Debug`.
#[derive(Clone)]
pub struct Member {
    /// The row.
    pub row: staff::Model,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

impl Member {
    /// For letters.
    pub(crate) fn recipient(&self) -> Recipient {
        Recipient {
            account: None,
            sealed_by: self.row.id,
            email: self.email.clone(),
            greeted: None,
            lang: self.row.lang.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
            zone: self.row.zone.clone(),
            is_staff: true,
        }
    }
}

const EMAIL_DOMAIN: &str = "staff.email";

/// The keyed hashes of an address for what is counted of it: under whichever pepper that was.
pub(crate) fn email_lookups(cx: &Cx, address: &str) -> Lookups {
    cx.app.keys.lookups(EMAIL_DOMAIN, normalized(address).as_bytes())
}

/// The same of a member's own address. Where that does not open any more, the one hash that stands in the row.
pub(crate) async fn email_lookups_of(cx: &Cx, row: &staff::Model) -> Result<Lookups, Fault> {
    let keys = subject::keys(cx, cx.read(), &[row.id]).await?;
    let email = keys.get(&row.id).and_then(|key| key.open_text(EMAIL, row.id, &row.email_sealed).ok());
    Ok(email.map_or_else(|| Lookups::only(row.email_lookup.clone()), |email| email_lookups(cx, &email)))
}

/// Members with this address, under whichever pepper they lie.
pub(crate) fn has_address(cx: &Cx, address: &str) -> SimpleExpr {
    // Also as it was stored before internationalized domains were made ASCII.
    let ascii = normalized(address);
    let forms = [old_normalized(address), old_normalized(&gatehouse_address::shown(&ascii)), ascii];
    let under_all = forms.iter().flat_map(|form| cx.app.keys.accepted(EMAIL_DOMAIN, form.as_bytes()));
    staff::Column::EmailLookup.is_in(under_all)
}

/// The look-up value for a row that is written in this transaction, with its pepper's version. Whoever writes one looks by
/// [`has_address`] first: the unique index tells nothing of a row that lies under another pepper.
pub(crate) async fn written(cx: &Cx, tx: &Tx, address: &str) -> Result<(Vec<u8>, i64), Fault> {
    let version = peppers::writing(cx, tx, EMAIL_DOMAIN).await?;
    let lookup = cx.app.keys.lookup_under(version, EMAIL_DOMAIN, normalized(address).as_bytes())?;
    Ok((lookup.to_vec(), version))
}

/// Moves the look-ups of all addresses to another pepper.
pub(crate) async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    let lasting = Lasting { name: EMAIL_DOMAIN, table: "staff", subject: "id", sealed: "email_sealed" };
    peppers::move_all(app, to, lasting, |keys, address| {
        let normalized = gatehouse_address::normalized(address);
        Ok(vec![("email_lookup", keys.lookup_under(to, EMAIL_DOMAIN, normalized.as_bytes())?)])
    })
    .await
}

/// Opens a member's name and address.
pub(crate) fn open(key: &SubjectKey, row: staff::Model) -> Result<Member, Fault> {
    let name = key.open_text(NAME, row.id, &row.name_sealed)?;
    let email = key.open_text(EMAIL, row.id, &row.email_sealed)?;
    Ok(Member { row, name, email })
}

/// Opens a member's name and address with the key that the database has.
pub(crate) async fn opened<C: ConnectionTrait>(cx: &Cx, conn: &C, row: staff::Model) -> Result<Member, Fault> {
    open(&subject::key(cx, conn, row.id).await?, row)
}

pub(crate) async fn name_of<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &staff::Model) -> Result<String, Fault> {
    subject::key(cx, conn, row.id).await?.open_text(NAME, row.id, &row.name_sealed)
}

/// The names behind ids of staff members and of API keys, for "who" in audit lines and histories. Ids that are
/// neither are missing from the answer.
pub async fn names<C: ConnectionTrait>(cx: &Cx, conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows = staff::Entity::find().filter(staff::Column::Id.is_in(part.iter().copied())).all(conn).await?;
        let members: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, conn, &members).await?;
        for row in rows {
            if let Some(key) = keys.get(&row.id) {
                found.insert(row.id, key.open_text(NAME, row.id, &row.name_sealed)?);
            }
        }
        let rows = api_key::Entity::find().filter(api_key::Column::Id.is_in(part.iter().copied())).all(conn).await?;
        if !rows.is_empty() {
            let opener = api_key_names::opener(cx, conn).await?;
            found.extend(rows.iter().map(|row| (row.id, api_key_names::name_of(&opener, row).0)));
        }
    }
    Ok(found)
}
