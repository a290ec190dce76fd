//! What somebody accepted in the form of a registration, before they had an account (COM-1, PRI-7): written down as theirs once they have
//! one, inside the transaction that makes it. A version that was replaced meanwhile is written down too: it is what they read; the gate asks
//! for the newer one.

use super::ledger::{Asked, write_down};
use crate::events;
use crate::model::answer::{Answer, Place};
use crate::queries::memory::StatementMemory;
use crate::tables::{consent, statement_text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A version that was accepted, and the language that it was read in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedVersion {
    /// The version.
    pub version: Uuid,
    /// The language's tag.
    pub lang: String,
}

/// Writes them down. Where the account has accepted the same version or a newer one, that stands.
pub async fn accept_for(cx: &Cx, tx: &Tx, account: Uuid, accepted: &[AcceptedVersion]) -> Result<(), Fault> {
    if accepted.is_empty() {
        return Ok(());
    }
    let published = cx.service::<StatementMemory>()?.published(cx).await?;
    let texts = texts(tx, accepted).await?;
    let own = consent::Entity::find().filter(consent::Column::AccountId.eq(account)).all(&**tx).await?;
    // A few at the most: each is a tick of a form.
    for one in accepted {
        let version = published.iter().find(|version| version.version == one.version);
        let text = texts.iter().find(|text| text.version_id == one.version && text.lang == one.lang);
        let (Some(version), Some(text)) = (version, text) else { continue };
        let stands = |own: &consent::Model| {
            own.statement_id == version.statement && own.answer == Answer::Accepted && own.number >= version.number
        };
        if own.iter().any(stands) {
            continue;
        }
        let asked = Asked { account, version: version.clone(), text: text.clone(), place: Place::BeforeUse };
        write_down(cx, tx, &asked, Answer::Accepted, events::ACCEPTED).await?;
    }
    Ok(())
}

async fn texts(tx: &Tx, accepted: &[AcceptedVersion]) -> Result<Vec<statement_text::Model>, Fault> {
    use statement_text::{Column, Entity};
    let any = accepted.iter().fold(Condition::any(), |any, one| {
        let both = Condition::all().add(Column::VersionId.eq(one.version)).add(Column::Lang.eq(one.lang.as_str()));
        any.add(both)
    });
    Ok(Entity::find().filter(any).all(&**tx).await?)
}
