//! Takes what the first entry asks: country, region, language and time zone (ACC-1).

use super::change_profile::{store, with_place};
use crate::model::profile::ProfileForm;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Takes it; the rest of the form is not looked at.
pub async fn welcome(cx: &Cx, form: &ProfileForm) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let place = form.check_place().or_refuse()?;
    store(cx, cx.begin().await?, id, with_place(&place)).await
}
