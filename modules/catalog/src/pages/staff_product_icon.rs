//! A product's icon on its page.

use super::catalog_form::product_page;
use crate::actions::icon;
use crate::tables::product;
use crate::{CLERKS, texts};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_brand::Picture;
use gatehouse_brand::uploads::PRODUCT_SIDE;
use gatehouse_core::{Lang, Refusal, Stop};
use gatehouse_pictures::MOST_BYTES;
use gatehouse_web::frames::{Panel, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, Uploaded};

/// What stands around a file in a form.
const AROUND: usize = 16 << 10;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .post("/staff/catalog/{id}/icon", upload.layer(DefaultBodyLimit::max(MOST_BYTES + AROUND)))
            .post("/staff/catalog/{id}/icon/remove", remove)
    })
}

/// The icon, and the form to change it.
pub(super) fn panel(product: &product::Model, lang: Lang) -> Panel {
    let (t, here) = (texts(lang), product_page(product.id));
    let mut panel = Panel::new(t.msg_product_icon()).id("icon");
    if let Some(name) = &product.icon {
        let picture = Picture { name: name.clone(), width: PRODUCT_SIDE, height: PRODUCT_SIDE };
        panel = panel.with(&Pictures::new(&product.name, [&picture], false));
    }
    let form = PanelForm::new(format!("{here}/icon"))
        .unguarded()
        .with_file()
        .field(
            &FileField::new("file", t.msg_product_icon_file())
                .hint(t.msg_product_icon_hint())
                .accept(".png,.jpg,.jpeg,.gif"),
        )
        .button(Button::submit(t.msg_product_icon_upload()).icon(Icon::Upload));
    let panel = panel.with(&form);
    if product.icon.is_none() {
        return panel;
    }
    panel.with(&Button::post(t.msg_product_icon_remove(), format!("{here}/icon/remove")).icon(Icon::Trash))
}

async fn upload(staff: Staff, Ids([id]): Ids<1>, Uploaded(bytes): Uploaded) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match icon::set(&visit.cx, id, &bytes).await {
        Ok(()) => Ok(visit.go_saying(&product_page(id), texts(visit.lang()).msg_product_icon_saved())),
        Err(Stop::Refused(refusal)) => {
            let sheet = super::staff_catalog_product::page(&staff, id).await?.refusal(Some(&refusal as &dyn Refusal));
            visit.show_refused(&refusal, &sheet)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn remove(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    icon::remove(&staff.visit.cx, id).await?;
    let visit = &staff.visit;
    Ok(visit.go_saying(&product_page(id), texts(visit.lang()).msg_product_icon_removed()))
}
