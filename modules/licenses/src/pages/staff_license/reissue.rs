//! `/staff/licenses/{id}/reissue`: a new code for a license whose old one is known to others (LIC-21).

use super::{head_below, place, seen};
use crate::actions::reissue::{MOST_TRANSITION, Reissue, Reissued, reissue};
use crate::model::proposed::{Devices, Holders};
use crate::queries::license::LicenseView;
use crate::{CLERKS, texts};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/licenses/{id}/reissue", ask, make))
}

/// The form as it was sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    transition_days: String,
    devices: String,
    accounts: String,
    note: String,
    version: String,
}

fn page(staff: &Staff, view: &LicenseView, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let devices = [
        Choice::new(Devices::Keep.word(), t.msg_reissue_devices_keep()).hint(t.msg_reissue_devices_keep_hint()),
        Choice::new(Devices::Free.word(), t.msg_reissue_devices_free()).hint(t.msg_reissue_devices_free_hint()),
    ];
    let accounts = [
        Choice::new(Holders::Keep.word(), t.msg_reissue_accounts_keep()).hint(t.msg_reissue_accounts_keep_hint()),
        Choice::new(Holders::Buyer.word(), t.msg_reissue_accounts_buyer()).hint(t.msg_reissue_accounts_buyer_hint()),
    ];
    let accounts = Choices::one("accounts", t.msg_reissue_accounts(), accounts).values(&[&typed.accounts]);
    let transition = Field::number("transition_days", t.msg_reissue_transition(), 0, MOST_TRANSITION)
        .hint(t.msg_reissue_transition_hint())
        .value(&typed.transition_days)
        .short()
        .errors(errors);
    let note = TextArea::new("note", t.msg_block_note())
        .hint(t.msg_reissue_note_hint())
        .value(&typed.note)
        .optional(lang)
        .errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", &typed.version))
        .field(&transition)
        .field(&Choices::one("devices", t.msg_reissue_devices(), devices).values(&[&typed.devices]).errors(errors))
        .field(&accounts.errors(errors))
        .field(&note)
        .button(Button::submit(t.msg_reissue_now()).danger().icon(Icon::Key))
        .button(Button::link(t.msg_cancel(), place(view.license.id)));
    Sheet::new(visit, t.msg_reissue_title(), head_below(view, t.msg_reissue_title(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(t.msg_reissue_explained())])
        .with(&form)
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let typed = Typed {
        transition_days: "0".to_owned(),
        devices: Devices::Keep.word().to_owned(),
        accounts: Holders::Keep.word().to_owned(),
        version: view.license.version.to_string(),
        ..Typed::default()
    };
    staff.visit.show(&page(&staff, &view, &typed, &FormErrors::new()))
}

async fn make(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = Reissue {
        license: id,
        transition_days: typed.transition_days.clone(),
        devices: typed.devices.clone(),
        accounts: typed.accounts.clone(),
        note: typed.note.clone(),
        version: typed.version.parse().ok(),
    };
    let t = texts(visit.lang());
    let done = async |reissued| {
        Ok(match reissued {
            Reissued::Done(None) => visit.go_saying(&place(id), t.msg_reissue_done()),
            Reissued::Done(Some(until)) => {
                let until = visit.format().date_time(until);
                visit.go_saying(&place(id), t.msg_reissue_done_until(until))
            }
            Reissued::Waits(proposal) => {
                visit.go_saying(&super::super::staff_proposals::place(proposal), t.msg_proposal_made())
            }
        })
    };
    let reissued = reissue(&visit.cx, &input).await;
    visit.answer(reissued, done, async |errors| Ok(page(&staff, &view, &typed, &errors))).await
}
