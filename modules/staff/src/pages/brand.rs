//! Settings > Brand: what customers see of the vendor, with a preview.

mod form;
mod parts;

use crate::actions::{self, BrandRefusal};
use crate::texts;
use axum::extract::DefaultBodyLimit;
use axum::extract::Path;
use axum::handler::Handler as _;
use form::BrandForm;
use gatehouse_brand::{Brand, Brands, Slot, store};
use gatehouse_pictures::MOST_BYTES;
use gatehouse_web::doors::Closed;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, Uploaded};

pub(super) const PATH: &str = "/staff/settings/brand";
/// What stands around a file in a form.
const AROUND: usize = 16 << 10;

pub(super) fn doors(doors: Closed) -> Closed {
    doors
        .form(PATH, show, save)
        .get("/staff/settings/brand/pictures", up)
        .get("/staff/settings/brand/pictures/{slot}", up)
        .post("/staff/settings/brand/pictures/{slot}", upload.layer(DefaultBodyLimit::max(MOST_BYTES + AROUND)))
        .post("/staff/settings/brand/pictures/{slot}/remove", remove)
}

async fn up(staff: Staff) -> Done {
    staff.visit.go(PATH)
}

async fn page(staff: &Staff, typed: Option<&BrandForm>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let file = visit.cx.service::<Brands>()?.file();
    let stored = store::read(visit.cx.read()).await?;
    let form = match typed {
        Some(typed) => typed.clone(),
        None => BrandForm::of(&file.or(&stored.chosen), stored.version),
    };
    let shown = form.shown(&file, &stored.chosen);
    let head = PageHead::new(t.msg_brand_title()).lede(t.msg_brand_lede());
    let preview = Panel::new(t.msg_brand_preview()).id("preview").with(&BrandPreview::new(lang, &Brand::of(&shown)));
    let mut sheet = Sheet::new(visit, t.msg_brand_title(), head).errors(errors);
    if file != gatehouse_brand::Chosen::default() {
        sheet = sheet.notices([Notice::info(t.msg_brand_from_file_note())]);
    }
    sheet = sheet.with(&preview).with(&parts::form(lang, &form, &file, errors));
    for slot in Slot::ALL {
        sheet = sheet.with(&parts::picture(lang, slot, &file, &stored.chosen, errors));
    }
    Ok(sheet)
}

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    let page = page(&staff, None, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn save(staff: Staff, Posted(form): Posted<BrandForm>) -> Result<Done, Halt> {
    staff.elevated_for(PATH)?;
    let visit = &staff.visit;
    let again = async |errors| page(&staff, Some(&form), &errors).await;
    let typed = match form.chosen() {
        Ok(typed) => typed,
        Err(invalid) => return visit.again(&BrandRefusal::Invalid(invalid), again).await,
    };
    if form.is_preview() {
        let done = async |_| visit.show(&page(&staff, Some(&form), &FormErrors::new()).await?);
        return visit.answer(actions::judge_brand(&visit.cx, &typed), done, again).await;
    }
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_saved()));
    visit.answer(actions::save_brand(&visit.cx, &typed, form.version()).await, done, again).await
}

async fn upload(staff: Staff, Path(slot): Path<String>, Uploaded(bytes): Uploaded) -> Result<Done, Halt> {
    staff.elevated_for(PATH)?;
    let slot = Slot::of_word(&slot).ok_or(Halt::NotFound)?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_brand_picture_saved()));
    let again = async |errors: FormErrors| page(&staff, None, &errors.moved("file", slot.word())).await;
    visit.answer(actions::set_brand_picture(&visit.cx, slot, &bytes).await, done, again).await
}

async fn remove(staff: Staff, Path(slot): Path<String>) -> Result<Done, Halt> {
    staff.elevated_for(PATH)?;
    let slot = Slot::of_word(&slot).ok_or(Halt::NotFound)?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_brand_picture_removed()));
    let again = async |errors| page(&staff, None, &errors).await;
    visit.answer(actions::remove_brand_picture(&visit.cx, slot).await, done, again).await
}
