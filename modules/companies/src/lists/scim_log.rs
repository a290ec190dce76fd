//! What a company's directory asked for, how it was understood, and what came of it (COM-14): `/c/NAME/settings/provisioning/log`.

use crate::queries::scim::calls;
use crate::rights::{Administrator, In};
use crate::sessions::still;
use crate::tables::scim_call::Model;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Tone, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const LOG_AT: &str = "/settings/provisioning/log";

/// Which lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    only_refused: bool,
}

/// The list of a company, for one of its administrators.
pub(crate) struct ScimLog {
    by: In<'static, Administrator>,
    at: String,
}

impl ScimLog {
    /// Of the company of this page.
    pub(crate) fn of(by: In<'static, Administrator>, scope: &Scope) -> Self {
        Self { by, at: scope.path(LOG_AT) }
    }
}

impl Words for ScimLog {
    type Filter = Lines;
    type Sort = ();
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<Lines> {
        let t = texts(lang);
        let refused = [("refused", t.msg_scim_only_refused())];
        FilterSet::<Lines>::new().choice("result", t.msg_scim_result(), t.msg_any(), refused, |filter, _| {
            filter.only_refused = true;
        })
    }

    fn columns(&self, lang: Lang) -> Columns<Model, ()> {
        let t = texts(lang);
        Columns::<Model, ()>::sorted_by("-at")
            .column("request", t.msg_scim_request(), |row, _| {
                Cell::text(&row.request).sub(row.target.as_deref().unwrap_or_default())
            })
            .column("effects", t.msg_scim_effects(), |row, _| {
                if row.effects.is_empty() { Cell::none() } else { Cell::text(&row.effects) }
            })
            .column("result", t.msg_scim_result(), |row, _| {
                let tone = if row.status < 400 { Tone::Good } else { Tone::Warn };
                let cell = Cell::badge(&Badge::new(tone, row.status.to_string()));
                cell.sub(row.refusal.as_deref().unwrap_or_default()).value(row.status.to_string())
            })
            .column("at", t.msg_audit_when(), |row, to| Cell::time(&to.format, row.at))
            .sorts(())
    }
}

#[async_trait]
impl List for ScimLog {
    const NAME: &'static str = "company-directory-log";
    const AT: &'static str = "/c/{company}/settings/provisioning/log";
    const FILE: &'static str = "/c/{company}/settings/provisioning/log.csv";
    type Seen = Lines;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_scim_log()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_scim_log_none(), t.msg_scim_log_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _cx: &Cx, filter: Lines) -> Result<Lines, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Lines,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        Ok(calls(cx, &self.by, filter.only_refused, sorting.direction, request).await?)
    }
}
