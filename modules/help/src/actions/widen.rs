//! What people read, or what somebody reads over, gets wider readers by two of the team, as a text does (SUP-18): who changes the article proposes
//! them, another writer approves or declines, and who proposed takes back. Until then it is for those of before.

use super::{held, index};
use crate::events::{READERS_APPROVED, READERS_DECLINED, READERS_PROPOSED, READERS_WITHDRAWN};
use crate::model::words::{Audience, State};
use crate::queries::proposals::{KIND, waiting, wanted};
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::{help_article, help_text};
use gatehouse_approval::{ApprovalRefusal, NewProposal, approve, decline, withdraw};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IntoActiveModel as _};
use serde_json::json;

/// Why it was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum WidenRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// By the rules of two people.
    Approval(ApprovalRefusal),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
}

/// What becomes of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The article is for these readers from now on.
    Approve,
    /// It stays as it is.
    Decline,
    /// Who proposed wants it no more.
    Withdraw,
}

/// Decides about the one that waits for an article.
pub async fn widen(cx: &Cx, article: Uuid, proposal: Uuid, act: Act) -> Outcome<(), WidenRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let old = held(&tx, article).await?.ok_or(WidenRefusal::NotFound).or_refuse()?;
    let about = gatehouse_approval::table::Entity::find_by_id(proposal).one(&*tx).await?;
    let about = about.filter(|row| row.kind == KIND && row.about_id == article);
    about.ok_or(WidenRefusal::Approval(ApprovalRefusal::Unknown)).or_refuse()?;
    let decided = match act {
        Act::Approve => approve(cx, &tx, proposal).await,
        Act::Decline => decline(cx, &tx, proposal, None).await,
        Act::Withdraw => withdraw(cx, &tx, proposal).await,
    };
    let decided = decided.map_err(|stop| stop.map(WidenRefusal::Approval))?;
    let audience = wanted(&decided).ok_or_else(|| Fault::new("a proposal of no readers"))?;
    let line = match act {
        Act::Approve => {
            let row = help_article::Model { audience, changed_at: cx.now(), version: old.version + 1, ..old };
            row.clone().into_active_model().reset_all().update(&*tx).await?;
            index::put_all(cx, &tx, &row).await?;
            READERS_APPROVED
        }
        Act::Decline => READERS_DECLINED,
        Act::Withdraw => READERS_WITHDRAWN,
    };
    cx.audit(&tx, line.about(article).with(json!({ "help_audience": audience.word() }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a second one is asked: somebody new would read what was read over for others, or what is being read over.
pub(super) async fn takes_two(tx: &Tx, article: &help_article::Model, wanted: Audience) -> Result<bool, Fault> {
    use help_text::{Column, Entity};
    if !wanted.is_wider_than(article.audience) {
        return Ok(false);
    }
    let is_read = Condition::any().add(Column::State.eq(State::Published)).add(Column::State.eq(State::Review));
    let texts = Entity::find().filter(Column::ArticleId.eq(article.id)).filter(is_read);
    Ok(texts.count(&**tx).await? > 0)
}

/// Proposes wider readers in the caller's transaction, which holds the article; no: others are proposed already.
pub(super) async fn propose(cx: &Cx, tx: &Tx, article: Uuid, audience: Audience) -> Result<bool, Fault> {
    if let Some(before) = waiting(cx, &**tx, article).await? {
        return Ok(wanted(&before) == Some(audience));
    }
    let new = NewProposal {
        id: cx.id(),
        kind: KIND,
        about: article,
        things: 1,
        weight: 1,
        contents: json!({ "audience": audience.word() }),
        words_sealed: None,
    };
    gatehouse_approval::propose(cx, tx, new).await?;
    cx.audit(tx, READERS_PROPOSED.about(article).with(json!({ "help_audience": audience.word() }))).await?;
    Ok(true)
}
