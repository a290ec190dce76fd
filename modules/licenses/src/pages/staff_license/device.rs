//! `/staff/licenses/{id}/devices/{device}/deactivate`: a clerk frees a seat (LIC-13).

use super::{device_name, head_below, place, seen};
use crate::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use crate::queries::devices::{Device, live_device};
use crate::queries::license::LicenseView;
use crate::{CLERKS, texts};
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/licenses/{id}/devices/{device}/deactivate", ask, free))
}

fn page(staff: &Staff, view: &LicenseView, device: &Device, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let explained = t.msg_deactivate_explained(device_name(device, lang));
    let confirm = Confirm::new(explained, t.msg_deactivate_tick(), t.msg_deactivate())
        .cancel(t.msg_cancel(), place(view.license.id))
        .errors(errors);
    Sheet::new(visit, t.msg_deactivate_title(), head_below(view, t.msg_deactivate_title(), lang))
        .narrow()
        .errors(errors)
        .with(&PanelForm::new("").alone().field(&confirm))
}

async fn device_of(staff: &Staff, view: &LicenseView, id: Uuid) -> Result<Device, Halt> {
    live_device(&staff.visit.cx, &view.license, id).await?.ok_or(Halt::NotFound)
}

async fn ask(staff: Staff, Ids([id, device]): Ids<2>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let device = device_of(&staff, &view, device).await?;
    staff.visit.show(&page(&staff, &view, &device, &FormErrors::new()))
}

async fn free(staff: Staff, Ids([id, device]): Ids<2>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let device = device_of(&staff, &view, device).await?;
    let visit = &staff.visit;
    let input = DeactivateAsStaff { license: id, activation: device.row.id, is_confirmed: form.is_ticked() };
    let freed = deactivate_as_staff(&visit.cx, input).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_deactivated()));
    visit.answer(freed, done, async |errors| Ok(page(&staff, &view, &device, &errors))).await
}
