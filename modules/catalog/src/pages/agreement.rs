//! `/agreements/{id}`: a version of a product's license agreement, for everybody, also after a newer one came into force (LIC-34).

use crate::queries::agreements;
use crate::texts;
use gatehouse_web::frames::{Panel, Prose, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get("/agreements/{id}", show))
}

async fn show(visit: Visit, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let agreement = agreements::version(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let (t, format) = (texts(visit.lang()), visit.format());
    let (number, day) = (format.number(agreement.version.number), format.date(agreement.version.published_at));
    let title = t.msg_agreement_of(&agreement.product);
    let head = PageHead::new(&title).lede(t.msg_agreement_version_of(number, day));
    let (lang, text) = agreement.text(visit.lang());
    let newest = agreements::in_force(&visit.cx, agreement.version.product_id).await?;
    let newer = newest.filter(|newest| newest.id != id).map(|newest| {
        Notice::info(t.msg_agreement_newer()).action(t.msg_agreement_show_newest(), agreements::page_of(newest.id))
    });
    visit.show(
        &Sheet::new(&visit, title, head).narrow().notices(newer).with(&Panel::new("").with(&Prose::new(lang, text))),
    )
}
