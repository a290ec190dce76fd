//! Takes what the first entry asks (ACC-1): where somebody is, and who they are as far as they want to tell.

use super::change_profile::{store, with_told};
use crate::model::profile::ProfileForm;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Takes it.
pub async fn welcome(cx: &Cx, form: &ProfileForm) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let profile = form.check().or_refuse()?;
    let tx = cx.begin().await?;
    let update = with_told(cx, &tx, id, &profile).await?;
    store(cx, tx, id, update).await
}
