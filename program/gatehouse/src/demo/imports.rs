//! Requests that the vendor's portal of before had: of people whose accounts are here, and of one who has none (SUP-17, ACC-18).

use super::done;
use super::people::{AIKO, BORIS};
use super::teller::Teller;
use gatehouse_core::{DAY, Fault, Lang};
use gatehouse_support::actions::begin_import::begin_by_program;
use gatehouse_support::actions::run_import::{File, Importing, run_import};
use gatehouse_support::model::request::ImportSource;
use gatehouse_support::tables::import_run;
use std::io::{self, Cursor};

/// The file of the portal of before.
struct Old(String);

impl Importing for Old {
    fn open(&self) -> io::Result<File> {
        Ok(Box::new(Cursor::new(self.0.clone().into_bytes())))
    }

    fn is_at(&self, _: &import_run::Model) {}
}

/// Four requests come, one is refused: its date is none.
pub(super) async fn old_portal(teller: &Teller<'_>) -> Result<(), Fault> {
    let cx = teller.cx();
    let day = |days: i64| cx.now().plus(-days * DAY).timestamp();
    let rows = [
        format!(
            "4471,{},closed,{},{},{},パスワードを忘れました,customer,新しいパスワードのメールが届きません。",
            day(210),
            day(208),
            AIKO.0,
            AIKO.1
        ),
        "4471,,,,,,,support,迷惑メールのフォルダーをご確認ください。".to_owned(),
        format!(
            "4502,{},closed,{},{},{},Перенос на другой компьютер,customer,Как перенести лицензию?",
            day(160),
            day(159),
            BORIS.0,
            BORIS.1
        ),
        "4502,,,,,,,support,Отключите старый компьютер на странице лицензии.".to_owned(),
        format!(
            "4538,{},closed,{},wanda@example.net,Wanda Orlow,Invoice by post,customer,Could I have the invoice on paper?",
            day(95),
            day(93)
        ),
        "4538,,,,,,,note,Sent on Tuesday.".to_owned(),
        "4540,last spring,closed,,,,Lost,customer,Where is my order?".to_owned(),
        format!(
            "4561,{},processing,{},{},{},スキャンの予約,customer,毎週月曜日にスキャンしたいです。",
            day(30),
            day(30),
            AIKO.0,
            AIKO.1
        ),
    ];
    let head = "request,opened_at,status,changed_at,email,name,subject,from,message";
    let file = Old(format!("{head}\n{}\n", rows.join("\n")));
    let run = begin_by_program(&cx, ("Our portal until spring", ImportSource::Csv), Lang::En, false).await?;
    done(Box::pin(run_import(&cx, run, &file, None)).await).map(drop)
}
