//! Tokens of a company's directory (COM-14): two live at a time, so that one can take over from the other. Who makes one sees it this once.

use crate::enter;
use crate::events::{SCIM_TOKEN_ENDED, SCIM_TOKEN_MADE};
use crate::mails::owner_notice::{self, About};
use crate::queries::scim::TOKEN;
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::scim_token::{ActiveModel, Column, Entity};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{DAY, Outcome, Refusal, Secret, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};
use serde_json::json;

/// What every token begins with, so that whoever finds one knows what it is.
pub const BEFORE: &str = "ghscim_";
/// How long one works.
pub const LIFE: i64 = 365 * DAY;
/// Live ones of a company.
const MOST: u64 = 2;

/// Why there is no new token.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TokenRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// There are two.
    #[refusal(409, "scim.two_tokens", scim_two_tokens)]
    Two,
}

/// Makes one; answers it.
pub async fn make_token(cx: &Cx, company: Uuid) -> Outcome<Secret<String>, TokenRefusal> {
    let text = Secret::new(format!("{BEFORE}{}", URL_SAFE_NO_PAD.encode(cx.app.random.token())));
    let tx = cx.begin().await?;
    let (by, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(TokenRefusal::Enter))?;
    let live = Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(cx.now()));
    if Entity::find().filter(Column::CompanyId.eq(company.id())).filter(live).count(&*tx).await? >= MOST {
        return Err(refuse(TokenRefusal::Two));
    }
    let id = cx.id();
    let version = peppers::writing(cx, &tx, TOKEN).await?;
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company.id()),
        token_hash: Set(cx.app.keys.lookup_under(version, TOKEN, text.expose().as_bytes())?.to_vec()),
        pepper_version: Set(version),
        created_by: Set(by.member()),
        created_at: Set(cx.now()),
        ends_at: Set(Some(cx.now().plus(LIFE))),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, SCIM_TOKEN_MADE.about(company.id()).with(json!({ "member": by.member() }))).await?;
    owner_notice::queue(cx, &tx, &company, About::TokenMade).await?;
    tx.commit().await?;
    Ok(text)
}

/// Ends one; one that is not there has ended.
pub async fn end_token(cx: &Cx, company: Uuid, token: Uuid) -> Outcome<(), EnterRefusal> {
    let tx = cx.begin().await?;
    let (by, company) = enter::<Owner>(cx, &tx, company).await?;
    let own = Entity::delete_many().filter(Column::Id.eq(token)).filter(Column::CompanyId.eq(company.id()));
    if own.exec(&*tx).await?.rows_affected > 0 {
        cx.audit(&tx, SCIM_TOKEN_ENDED.about(company.id()).with(json!({ "member": by.member() }))).await?;
        owner_notice::queue(cx, &tx, &company, About::TokenEnded).await?;
    }
    tx.commit().await?;
    Ok(())
}
