//! The profile and the choice of notifications (ACC-16).

use super::frame::errors_of;
use super::place_fields::{PostedProfile, place_fields};
use super::section::section;
use crate::actions::notifications::choose_notifications;
use crate::actions::profile::change_profile;
use crate::model::profile::{LONGEST_ADDRESS, LONGEST_LINE, LONGEST_PHONE, ProfileForm};
use crate::queries::own::{Own, own};
use gatehouse_core::{Fault, Notification, Notifications, Stop};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "accounts/profile.html")]
struct ProfilePage {
    page: Page,
    head: PageHead,
    section: Markup,
    summary: ErrorSummary,
    about_title: String,
    about: Vec<Markup>,
    place_title: String,
    place: Vec<Markup>,
    save: Button,
    notify_title: String,
    notify: Choices,
    notify_save: Button,
    delete_title: String,
    delete_text: String,
    delete: Button,
}

/// Shows the profile.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let own = own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    customer.visit.show(&page(&customer.visit, &own, &own.profile, &FormErrors::new())?)
}

/// Saves the profile.
pub async fn submit(customer: Customer, Posted(posted): Posted<PostedProfile>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let form = ProfileForm::from(posted);
    match change_profile(&visit.cx, &form).await {
        Ok(()) => {
            // Said in the language that was just chosen.
            let lang = gatehouse_core::Lang::from_tag(&form.lang).unwrap_or(visit.lang());
            Ok(visit.go_saying("/account", crate::texts(lang).msg_profile_saved()))
        }
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            let own = own(&visit.cx, session.account).await?.ok_or(Halt::NotFound)?;
            visit.show_refused(&refusal, &page(&visit, &own, &form, &errors)?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// The ticks of the second form.
#[derive(Deserialize)]
pub struct NotifyForm {
    #[serde(default)]
    notify: Vec<String>,
}

/// Saves the choice of notifications; words that are not known are ignored.
pub async fn notifications(customer: Customer, Posted(form): Posted<NotifyForm>) -> Result<Done, Halt> {
    let mut chosen: Vec<Notification> = customer.visit.cx.service::<Notifications>()?.all().to_vec();
    chosen.retain(|kind| form.notify.iter().any(|word| word == kind.word));
    choose_notifications(&customer.visit.cx, &chosen).await?;
    let text = crate::texts(customer.visit.lang()).msg_notify_saved();
    Ok(customer.visit.go_saying("/account", text))
}

fn page(visit: &Visit, own: &Own, form: &ProfileForm, errors: &FormErrors) -> Result<ProfilePage, Fault> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let kinds = visit.cx.service::<Notifications>()?.all();
    let kinds = kinds.iter().map(|kind| Choice::new(kind.word, (kind.text)(lang)));
    Ok(ProfilePage {
        page: visit.page(t.msg_profile_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_profile_title()).lede(t.msg_profile_lede(gatehouse_address::shown(&own.email))),
        section: section(lang, "/account"),
        summary: ErrorSummary::new(lang, errors),
        about_title: t.msg_profile_about(),
        about: about(visit, form, errors),
        place_title: t.msg_profile_place(),
        place: place_fields(lang, form, errors),
        save: Button::submit(t.msg_save()).primary(),
        notify_title: t.msg_notify_title(),
        notify: Choices::several("notify", t.msg_notify_legend(), kinds)
            .values(&own.notifications)
            .hint(t.msg_notify_hint()),
        notify_save: Button::submit(t.msg_save()).about(t.msg_notify_title()),
        delete_title: t.msg_delete_title(),
        delete_text: t.msg_delete_panel(),
        delete: Button::link(t.msg_delete_button(), "/account/delete").danger(),
    })
}

fn about(visit: &Visit, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let name = Field::text("name", t.msg_name()).autocomplete("name").max_length(LONGEST_LINE).value(form.name.clone());
    let company = Field::text("company", t.msg_company())
        .autocomplete("organization")
        .max_length(LONGEST_LINE)
        .value(form.company.clone());
    let phone = Field::tel("phone", t.msg_phone()).max_length(LONGEST_PHONE).value(form.phone.clone());
    let address =
        TextArea::new("address", t.msg_address()).rows(3).max_length(LONGEST_ADDRESS).value(form.address.clone());
    vec![
        Markup::of(&name.optional(lang).errors(errors)),
        Markup::of(&company.optional(lang).errors(errors)),
        Markup::of(&phone.optional(lang).errors(errors)),
        Markup::of(&address.optional(lang).errors(errors)),
    ]
}
