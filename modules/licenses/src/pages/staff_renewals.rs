//! `/staff/renewals`: what holders wish of automatic renewal and no shop has answered; `/staff/licenses/{id}/auto-renewal`: a clerk writes
//! down what the shop said (LIC-8).

use crate::actions::tell_auto_renewal::{TellAutoRenewal, tell_auto_renewal};
use crate::lists::WaitingRenewals;
use crate::model::auto_renewal::Wish;
use crate::model::license::grouped;
use crate::queries::license::LicenseView;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(WaitingRenewals::AT, list).get(WaitingRenewals::FILE, file))
        .staff(CLERKS, |doors| doors.form("/staff/licenses/{id}/auto-renewal", ask, tell))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, WaitingRenewals, &asked).await?;
    let head = PageHead::new(t.msg_waiting_renewals_title())
        .lede(t.msg_waiting_renewals_lede())
        .crumbs(staff.visit.lang(), [(t.msg_nav_licenses(), "/staff/licenses")]);
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, WaitingRenewals, &asked).await
}

/// The answer as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    state: String,
    renews_on: String,
    manage_url: String,
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let view = Seen::<LicenseView>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let here = format!("/staff/licenses/{id}");
    let states = Wish::ALL.map(|wish| Choice::new(wish.word(), wish.name(lang)));
    let states = states.into_iter().chain([Choice::new("refused", t.msg_auto_renewal_refused())]);
    let renews = Field::date("renews_on", t.msg_auto_renewal_renews_on()).value(&typed.renews_on).optional(lang);
    let manage = Field::url("manage_url", t.msg_auto_renewal_manage_url()).max_length(500).value(&typed.manage_url);
    let form = PanelForm::new("")
        .alone()
        .field(&Choices::one("state", t.msg_auto_renewal(), states).values(&[&typed.state]).errors(errors))
        .field(&renews.errors(errors))
        .field(&manage.optional(lang).errors(errors))
        .button(Button::submit(t.msg_auto_renewal_save()).primary())
        .button(Button::link(t.msg_cancel(), here.clone()));
    let title = t.msg_auto_renewal_answer();
    let above = [(t.msg_nav_licenses(), "/staff/licenses".to_owned()), (grouped(&view.license.number), here)];
    let head = PageHead::new(title.clone()).lede(t.msg_auto_renewal_answer_lede()).crumbs(lang, above);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn tell(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = TellAutoRenewal {
        license: id,
        state: typed.state.clone(),
        renews_on: typed.renews_on.clone(),
        manage_url: typed.manage_url.clone(),
    };
    let told = tell_auto_renewal(&visit.cx, &input).await;
    let done =
        async |_| Ok(visit.go_saying(&format!("/staff/licenses/{id}"), texts(visit.lang()).msg_auto_renewal_saved()));
    visit.answer(told, done, async |errors| page(&staff, id, &typed, &errors).await).await
}
