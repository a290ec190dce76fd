//! Takes back a change of address that waits for its proof (ACC-14).

use super::addresses::forget_change;
use super::links::LINKS;
use super::locked;
use crate::events;
use crate::model::TokenKind;
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Takes it back; asked once more, nothing is left to do.
pub async fn cancel_address_change(cx: &Cx) -> Outcome<(), NotTheOwner> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    LINKS.take_back(cx, &tx, id, Some(TokenKind::ChangeAddress.word())).await?;
    if forget_change(&tx, id).await? {
        cx.audit(&tx, events::ADDRESS_CHANGE_CANCELLED.about(id).of_account(id)).await?;
    }
    tx.commit().await?;
    Ok(())
}
