//! `/staff/licenses/paste`: one thing done with the licenses of a list of codes or numbers (ux.md §5). The list is posted, since a code must
//! not stand in an address, and is not shown again once it was read.

use super::staff_licenses_chosen::{acts, asking};
use crate::lists::Ticked;
use crate::model::pasted::{PasteRefusal, Pasted};
use crate::queries::licenses::ticked;
use crate::queries::pasted::pasted;
use crate::{CLERKS, texts};
use gatehouse_context::Seen;
use gatehouse_core::Lang;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::{Chosen, ChosenRefusal};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// Its address.
pub(super) const AT: &str = "/staff/licenses/paste";

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form(AT, form, find))
}

/// What is posted.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct PasteForm {
    codes: String,
    act: String,
}

async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, "", &FormErrors::new()))
}

fn page(staff: &Staff, typed: &str, errors: &FormErrors) -> Sheet {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let codes = TextArea::new("codes", t.msg_paste_codes()).hint(t.msg_paste_hint()).value(typed).errors(errors);
    let form = PanelForm::new(AT).alone().unguarded().field(&codes);
    let form = acts(staff)
        .into_iter()
        .fold(form, |form, act| form.button(Button::submit(act.name(lang)).icon(act.icon()).value("act", act.word())));
    let head = PageHead::new(t.msg_paste_title()).crumbs(lang, [(t.msg_nav_licenses(), "/staff/licenses")]);
    Sheet::new(&staff.visit, t.msg_paste_title(), head).narrow().errors(errors).with(&form)
}

async fn find(staff: Staff, Posted(typed): Posted<PasteForm>) -> Result<Done, Halt> {
    let act = Ticked::from_word(&typed.act).ok_or_else(|| Halt::refused(ChosenRefusal::UnknownAct))?;
    let asked = match Pasted::read(&typed.codes) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&staff, &typed, refusal).await,
    };
    let asked = Seen::of(&staff.may()?, asked).await?;
    let found = pasted(&staff.visit.cx, &asked).await?;
    if found.licenses.is_empty() {
        return refused(&staff, &typed, PasteRefusal::NoneFound).await;
    }
    let chosen = Chosen::of(&staff.visit.cx, act.word(), found.licenses);
    let rows = ticked(&staff.may()?, &chosen.rows).await?;
    let sheet = asking(&staff, act, &chosen, &rows, &FormErrors::new()).await?;
    staff.visit.show(&sheet.notices(missing(&found.missing, staff.visit.lang())))
}

/// Which lines named no license.
fn missing(lines: &[usize], lang: Lang) -> Option<Notice> {
    let listed: Vec<String> = lines.iter().map(ToString::to_string).collect();
    (!listed.is_empty()).then(|| Notice::warn(texts(lang).msg_paste_missing(listed.join(", "))).spoken())
}

async fn refused(staff: &Staff, typed: &PasteForm, refusal: PasteRefusal) -> Result<Done, Halt> {
    let again = async |errors: FormErrors| Ok::<_, Halt>(page(staff, &typed.codes, &errors));
    // What was typed may be codes, and stands in the form again.
    Ok(staff.visit.again(&refusal, again).await?.secret())
}
