//! Takes what the first entry asks (ACC-1): where somebody is, and who they are as far as they want to tell.

use super::change_profile::{store, with_told};
use crate::model::profile::{About, Profile, ProfileForm};
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Takes it. `is_inside`: of who came by their company's provider, no more than where they are (COM-14): the rest is the person's own, and the
/// provider is not the person.
pub async fn welcome(cx: &Cx, form: &ProfileForm, is_inside: bool) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let profile = if is_inside {
        Profile { about: About::default(), place: form.check_place().or_refuse()? }
    } else {
        form.check().or_refuse()?
    };
    let tx = cx.begin().await?;
    let update = with_told(cx, &tx, id, &profile).await?;
    store(cx, tx, id, update).await
}
