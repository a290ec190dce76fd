//! A clerk allows a person one more trial of a product (LIC-22), with a reason, which the log tells: by their address, because the trial
//! itself may be erased. Allowed twice before it is used, it is one.

use super::taken;
use crate::events::ALLOWED;
use crate::queries::offered;
use crate::rights::{NotAllowed, TrialsWrite, may};
use crate::tables::trial_taken::{Column, Entity};
use crate::texts;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Refusal, refuse};
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Why one more is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowReason {
    /// The first one could not be used.
    Trouble,
    /// There is a new version to be tried.
    NewVersion,
    /// Somebody who sells has agreed on it with the person.
    Agreed,
}

gatehouse_db::stored_words!(AllowReason { Trouble = "trouble", NewVersion = "new_version", Agreed = "agreed" });

impl AllowReason {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Trouble => t.msg_allow_trouble(),
            Self::NewVersion => t.msg_allow_new_version(),
            Self::Agreed => t.msg_allow_agreed(),
        }
    }
}

/// What a clerk enters.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AllowAgain {
    /// The person's address.
    pub email: String,
    /// The product's code.
    pub product: String,
    /// The word of a reason.
    pub reason: String,
}

/// Why nothing was allowed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AllowRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// Nobody has to allow this person anything.
    #[refusal(409, "trial.not_taken", refusal_not_taken, field = "email")]
    NotTaken,
}

/// Allows it.
pub async fn allow_again(cx: &Cx, input: &AllowAgain) -> Outcome<(), AllowRefusal> {
    may::<TrialsWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let email = reader.email("email", &input.email).map(|email| email.normalized().to_owned());
    let product = offered::by_code(cx, &input.product).await?;
    if product.is_none() {
        reader.wrong("product", if input.product.trim().is_empty() { Wrong::Required } else { Wrong::Unknown });
    }
    let reason = reader.choice("reason", &input.reason, AllowReason::from_word);
    reader.finish(()).or_refuse()?;
    let (Some(email), Some(product), Some(reason)) = (email, product, reason) else {
        return Err(refuse(AllowRefusal::NotTaken));
    };
    let tx = cx.begin().await?;
    let Some(row) = taken::find(cx, &tx, product.id, &email).await?.filter(|row| row.given > 0) else {
        return Err(refuse(AllowRefusal::NotTaken));
    };
    let update = Entity::update_many().col_expr(Column::Allowed, Expr::value(row.given));
    update.filter(Column::Id.eq(row.id)).exec(&*tx).await?;
    let details = serde_json::json!({ "trial_reason": reason.word() });
    cx.audit(&tx, ALLOWED.about_other("product", product.id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
