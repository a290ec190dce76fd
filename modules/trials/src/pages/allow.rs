//! `/staff/trials/allow`: a clerk allows a person one more trial (LIC-22).

use crate::actions::allow_again::{AllowAgain, AllowReason, allow_again};
use crate::lists::Trials;
use crate::queries::offered::{self, Offered};
use crate::rights::CLERKS;
use crate::texts;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// The form.
pub(super) const ALLOW: &str = "/staff/trials/allow";

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form(ALLOW, blank, allow))
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, &AllowAgain::default(), &FormErrors::new()).await?)
}

async fn allow(staff: Staff, Posted(typed): Posted<AllowAgain>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(Trials::AT, texts(visit.lang()).msg_allow_done()));
    visit.answer(allow_again(&visit.cx, &typed).await, done, async |errors| page(&staff, &typed, &errors).await).await
}

async fn page(staff: &Staff, typed: &AllowAgain, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let products = offered::all(&visit.cx).await?;
    let choice = |product: &Offered| Choice::new(product.code.as_str(), product.name.as_str());
    let product = Select::new("product", t.msg_product(), products.iter().map(choice)).first(t.msg_trial_choose());
    let reasons = AllowReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
    let form = PanelForm::new(ALLOW)
        .alone()
        .field(&Field::email("email", t.msg_email()).value(&typed.email).errors(errors))
        .field(&product.value(&typed.product).errors(errors))
        .field(&Choices::one("reason", t.msg_allow_reason(), reasons).values(&[&typed.reason]).errors(errors))
        .button(Button::submit(t.msg_allow_button()).primary())
        .button(Button::link(t.msg_cancel(), Trials::AT));
    let head =
        PageHead::new(t.msg_allow_title()).lede(t.msg_allow_lede()).crumbs(lang, [(t.msg_nav_trials(), Trials::AT)]);
    Ok(Sheet::new(visit, t.msg_allow_title(), head).narrow().errors(errors).with(&form))
}
