//! The statements: `/staff/statements`.

use crate::pages::statement_page;
use crate::queries::statements::{StatementColumn, StatementRow, statements};
use crate::rights::{StatementsRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Statements {
    /// Whether the reader may add statements.
    pub may_add: bool,
}

impl Words for Statements {
    type Filter = ();
    type Sort = StatementColumn;
    type Row = StatementRow;

    fn filters(&self, _: Lang) -> FilterSet<()> {
        FilterSet::<()>::new()
    }

    fn columns(&self, lang: Lang) -> Columns<StatementRow, StatementColumn> {
        let t = texts(lang);
        Columns::<StatementRow, StatementColumn>::sorted_by("name")
            .column("name", t.msg_statement_name(), |row, _| Cell::link(&row.row.name, statement_page(row.row.id)))
            .sorts(StatementColumn::Name)
            .column("kind", t.msg_statement_kind(), |row, to| Cell::text(row.row.kind.name(to.lang())))
            .column("version", t.msg_statement_in_force(), |row, to| match row.in_force {
                Some(number) => Cell::number(to.format.number(number)),
                None => Cell::none(),
            })
            .column("accepted", t.msg_statement_accepted(), |row, to| Cell::number(to.format.number(row.accepted)))
            .column("created", t.msg_statement_created(), |row, to| Cell::date(&to.format, row.row.created_at))
            .sorts(StatementColumn::Created)
    }
}

#[async_trait]
impl List for Statements {
    const NAME: &'static str = "statements";
    const AT: &'static str = "/staff/statements";
    const FILE: &'static str = "/staff/statements.csv";
    type Seen = May<StatementsRead>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_statements()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::Shield, t.msg_statements_none(), t.msg_statements_none_text());
        if self.may_add { empty.action(Button::link(t.msg_statement_new(), "/staff/statements/new")) } else { empty }
    }

    async fn look(&self, cx: &Cx, (): ()) -> Result<Self::Seen, Halt> {
        Ok(may(cx)?)
    }

    async fn read(
        &self,
        _: &Cx,
        cx: &Self::Seen,
        sorting: Sorting<StatementColumn>,
        request: &PageRequest,
    ) -> Result<Paged<StatementRow>, Halt> {
        Ok(statements(cx, sorting, request).await?)
    }
}
