//! The vendor's own provider ends sessions by itself (OpenID Connect Back-Channel Logout 1.0): the one that it names, or all that it vouched
//! for of a subject. Every request asks the database for its session, so they are over at once on every node.

use super::identity::{self, Identity};
use crate::events;
use crate::sessions::{self, vouched};
use crate::tables::staff_logout_token;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, SECOND, refuse};
use gatehouse_db::Tx;
use gatehouse_federation::{LoggedOut, id_token, staff};
use gatehouse_guard::{Budget, Limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use staff_logout_token::{ActiveModel, Column, Entity};
use std::collections::BTreeSet;

/// Logout tokens of one network: everybody's may end at once.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "staff.sso_logout", burst: 300, seconds_each: 1 });
/// What keeps the hashes of tokens apart from others.
const TOKEN: &str = "staff.logout_token";
/// How long a token is remembered: longer than it would be taken.
const REMEMBERED: i64 = (staff::OLDEST_LOGOUT + 4 * id_token::SKEW) * SECOND;

/// Why a token ended nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum EndRefusal {
    /// It was taken before.
    #[refusal(400, "staff.logout_token_used", refusal_sso_over)]
    Used,
}

/// Ends them; answers how many. The token was verified.
pub async fn end(cx: &Cx, told: &LoggedOut) -> Outcome<u64, EndRefusal> {
    let tx = cx.begin().await?;
    if !is_new(cx, &tx, told).await? {
        return Err(refuse(EndRefusal::Used));
    }
    let subject = told.subject.as_deref().map(|subject| Identity::new(&told.issuer, subject));
    let member = match &subject {
        Some(subject) => identity::find(cx, &*tx, subject).await?,
        None => None,
    };
    let mut members = BTreeSet::new();
    let mut ended = 0;
    if let Some(name) = &told.session {
        for session in vouched::of_provider(cx, &tx, &told.issuer, name).await? {
            // Where both are named, the session is the subject's or none of this token's.
            if told.subject.is_some() && member.as_ref().is_none_or(|member| member.id != session.staff_id) {
                continue;
            }
            ended += u64::from(sessions::end(&tx, session.id).await?);
            members.insert(session.staff_id);
        }
    } else if let Some(member) = member {
        ended = vouched::end_all(&tx, member.id).await?;
        members.insert(member.id);
    }
    for member in members {
        let details = serde_json::json!({ "ended": ended });
        cx.audit(&tx, events::SSO_ENDED.about(member).with(details)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Whether the token was not taken before; it is from now on.
async fn is_new(cx: &Cx, tx: &Tx, told: &LoggedOut) -> Result<bool, Fault> {
    let text = format!("{}\n{}", told.issuer, told.token);
    // Under whichever pepper it was remembered.
    let hashes = cx.app.keys.accepted(TOKEN, text.as_bytes());
    if Entity::find().filter(Column::Id.is_in(hashes)).one(&**tx).await?.is_some() {
        return Ok(false);
    }
    let row = ActiveModel {
        id: Set(cx.app.keys.lookup(TOKEN, text.as_bytes()).to_vec()),
        expires_at: Set(cx.now().plus(REMEMBERED)),
    };
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    let written = Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    Ok(written == 1)
}
