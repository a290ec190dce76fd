//! Added licenses that wait for a clerk (LIC-23): `/staff/verification`.

use crate::model::license::grouped;
use crate::model::verification::VerificationState;
use crate::queries::verifications::{Queued, VerificationColumn, VerificationFilter, queue};
use crate::rights::{LicensesRead, may};
use crate::tables::verification::Model;
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Moment, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Verifications;

/// One of them, with its product's name.
pub(crate) struct VerificationRow {
    queued: Queued,
    product: String,
}

/// How far it is; one whose time is over says so.
pub(crate) fn verification_badge(row: &Model, now: Moment, lang: Lang) -> Badge {
    let name = row.state.name(lang);
    match row.state {
        VerificationState::Waiting if row.due_at <= now => Badge::new(Tone::Bad, texts(lang).msg_verification_late()),
        VerificationState::Waiting => Badge::new(Tone::Info, name),
        VerificationState::Approved => Badge::new(Tone::Good, name),
        VerificationState::Declined => Badge::new(Tone::Neutral, name),
    }
}

impl Words for Verifications {
    type Filter = VerificationFilter;
    type Sort = VerificationColumn;
    type Row = VerificationRow;

    fn filters(&self, lang: Lang) -> FilterSet<VerificationFilter> {
        let t = texts(lang);
        let states =
            [VerificationState::Approved, VerificationState::Declined].map(|state| (state.word(), state.name(lang)));
        FilterSet::<VerificationFilter>::new()
            .choice("state", t.msg_status(), t.msg_verification_waiting(), states, |filter, word| {
                filter.state = VerificationState::from_word(&word);
            })
            .told("How far it is; those that wait when missing")
    }

    fn columns(&self, lang: Lang) -> Columns<VerificationRow, VerificationColumn> {
        let t = texts(lang);
        Columns::<VerificationRow, VerificationColumn>::sorted_by("due")
            .column("number", t.msg_license_number(), |row, _| match &row.queued.license {
                Some(license) => {
                    Cell::number_link(grouped(&license.number), format!("{}/{}", Self::AT, row.queued.row.id))
                }
                None => Cell::none(),
            })
            .column("product", t.msg_product(), |row, _| Cell::text(&row.product))
            .column("rule", t.msg_verification_rule(), |row, to| Cell::text(row.queued.row.kind.name(to.lang())))
            .column("asked", t.msg_verification_asked(), |row, to| Cell::time(&to.format, row.queued.row.asked_at))
            .column("due", t.msg_verification_due(), |row, to| Cell::time(&to.format, row.queued.row.due_at))
            .sorts(VerificationColumn::Due)
            .column("status", t.msg_status(), |row, to| {
                Cell::badge(&verification_badge(&row.queued.row, to.now, to.lang()))
            })
    }
}

#[async_trait]
impl List for Verifications {
    const NAME: &'static str = "verifications";
    const AT: &'static str = "/staff/verification";
    const FILE: &'static str = "/staff/verification.csv";
    type Seen = (May<LicensesRead>, VerificationFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_verification()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Shield, t.msg_verification_none(), t.msg_verification_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: VerificationFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        cx: &Cx,
        (may, filter): &Self::Seen,
        sorting: Sorting<VerificationColumn>,
        request: &PageRequest,
    ) -> Result<Paged<VerificationRow>, Halt> {
        let page = queue(may, *filter, sorting, request).await?;
        let ids = page.items.iter().filter_map(|queued| Some(queued.license.as_ref()?.product_id));
        let names = products::product_names(cx, ids).await?;
        let product = |queued: &Queued| {
            let name = queued.license.as_ref().and_then(|license| names.get(&license.product_id));
            name.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        Ok(page.map(|queued| VerificationRow { product: product(&queued), queued }))
    }
}
