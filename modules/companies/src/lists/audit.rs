//! What was done in a company, and by whom (ALL-3, COM-3): `/c/NAME/audit`, for its owner and administrators.

use crate::queries::log::{CompanyLine, lines};
use crate::rights::{Administrator, In};
use crate::sessions::still;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_context::audit::AuditFilter;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Cell, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const AUDIT_AT: &str = "/audit";

/// The list of a company, for one of its administrators.
pub(crate) struct Audit {
    by: In<'static, Administrator>,
    at: String,
}

impl Audit {
    /// Of the company of this page.
    pub(crate) fn of(by: In<'static, Administrator>, scope: &Scope) -> Self {
        Self { by, at: scope.path(AUDIT_AT) }
    }
}

impl Words for Audit {
    type Filter = AuditFilter;
    type Sort = ();
    type Row = CompanyLine;

    fn filters(&self, lang: Lang) -> FilterSet<AuditFilter> {
        let t = texts(lang);
        FilterSet::<AuditFilter>::new()
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until.plus(1)))
    }

    fn columns(&self, lang: Lang) -> Columns<CompanyLine, ()> {
        let t = texts(lang);
        Columns::<CompanyLine, ()>::sorted_by("-at")
            .column("what", t.msg_audit_what(), |row, _| match &row.details {
                Some(details) => Cell::text(&row.what).sub(details),
                None => Cell::text(&row.what),
            })
            .column("details", t.msg_audit_details(), |row, _| Cell::text(row.details.as_deref().unwrap_or_default()))
            .extra()
            .column("about", t.msg_user(), |row, _| row.about.as_ref().map_or_else(Cell::none, Cell::text))
            .column("who", t.msg_audit_who(), |row, _| Cell::text(&row.who))
            .column("at", t.msg_audit_when(), |row, to| Cell::time(&to.format, row.at))
            .sorts(())
    }
}

#[async_trait]
impl List for Audit {
    const NAME: &'static str = "company-audit";
    const AT: &'static str = "/c/{company}/audit";
    const FILE: &'static str = "/c/{company}/audit.csv";
    type Seen = AuditFilter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_audit()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_audit_none(), t.msg_audit_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _cx: &Cx, filter: AuditFilter) -> Result<AuditFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &AuditFilter,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<CompanyLine>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let filter = AuditFilter { oldest_first: sorting.direction == Direction::Ascending, ..filter.clone() };
        Ok(lines(cx, &self.by, filter, request).await?)
    }
}
