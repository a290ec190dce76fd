//! What people said of support over the year (SUP-15): they agreed to be asked, a survey came an hour after their request had closed, and the yearly one
//! once. One month was bad, after an update. The last survey waits for its answer.

use super::companies::mailed::token;
use super::done;
use super::people::{self, Person, Vendor};
use super::story::Customers;
use super::support::{ask, question, reply};
use super::teller::Teller;
use gatehouse_accounts::actions::switch_on::switch_on;
use gatehouse_companies::{RATING, SURVEY};
use gatehouse_core::{Actor, Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::rate::{Rating, rate};
use gatehouse_support::actions::send_survey::{due, send, staff};
use gatehouse_support::actions::survey_rounds::{ask_part, start_round};
use gatehouse_support::model::status::Status;

/// Days ago, who, subject, text, answer, mark, how fast, comment: nobody twice within two weeks.
const SAID: &str = "\
338|carol|Receipt for my accountant|Where do I find a receipt with your tax number?|Open Purchases and choose the order: the receipt is a PDF.|4|4|
330|mika|Change the language of my invoices|My invoices are in Finnish. Can I have them in English?|Yes: Profile, Language. The next invoice follows it.|5|5|Quick and friendly.
312|boris|Как скачать старую версию|Нужна прошлая версия для старого компьютера.|На странице лицензии, раздел «Совместимые программы», есть обе версии.|5|4|Помогло сразу.
300|fumiko|領収書の宛名について|領収書の宛名を会社名にできますか。|プロフィールの「会社」に入力すると、次回から反映されます。|4|4|
288|carol|Is the family discount for one household?|We are four people in two flats. Does one license do?|Yes, seats are counted by device, not by address.|4|5|
281|aiko|購入履歴が見つからない|去年の購入が一覧に表示されません。|別のメールアドレスでのご購入でした。アカウントに追加しました。|4|3|少し時間がかかりましたが、解決しました。
270|gleb|Как оплатить по счёту|Можно ли оплатить по счёту, без карты?|Да, выберите «По счёту» при оформлении. Счёт придёт на почту.|5|5|Спасибо, всё получилось.
256|carol|Two accounts by mistake|I registered twice. Can you join the accounts?|The second one was empty, so you can delete it under Profile.|4|4|Clear steps.
248|olga|Не вижу скидку постоянного клиента|В корзине нет скидки, о которой писали в письме.|Скидка появляется на последнем шаге, после входа.|4|4|
228|mika|Move the invoice date|Can my subscription renew on the first of the month?|Not yet. We noted the wish.|4|5|
216|aiko|メールの言語を変えたい|お知らせが英語で届きます。|プロフィールの言語を日本語に変更すると、次回から日本語になります。|5|5|
207|fumiko|更新の確認方法|自動で更新されたか、どこで確認できますか。|「バージョン情報」に更新日時が表示されます。|4|4|丁寧に教えていただきました。
178|mika|Where are the release notes?|The last update changed my settings. Where can I read what it does?|The notes are late, sorry. They are on the product’s page from tomorrow on.|2|3|The answer was fine. The update was not.
176|gleb|После обновления пропали настройки|После обновления на всех компьютерах сброшены настройки.|Ошибка известна, исправление выйдет завтра. Настройки вернутся сами.|3|2|Два дня без настроек.
171|boris|Обновление просит перезагрузку дважды|После перезагрузки обновление снова просит её.|Исправлено в следующей сборке; второй раз можно отложить.|3|3|
166|olga|Программа стала медленнее|С прошлой недели запуск занимает минуту.|Обновление проверяет диск один раз. Завтра запуск будет прежним.|4|3|Ответ был понятным.
160|carol|Settings are back|My settings came back overnight. Do I have to do anything?|No, the fix restored them. Thank you for telling us.|5|4|Thanks for being honest about it.
146|olga|Как передать лицензию сестре|Хочу передать лицензию сестре. Это можно?|Да: удалите код у себя, и она добавит его в свою учётную запись.|4|5|
140|mika|Two codes for one order|I got two emails with codes for one order. Which one counts?|Both are the same code: the second email came because you asked for it again.|5|5|
138|fumiko|請求書を再発行してほしい|請求書を紛失しました。再発行できますか。|「購入履歴」からいつでもダウンロードできます。|5|5|すぐに見つかりました。
125|olga|Сменить адрес почты|Я сменила почту. Как указать новую?|Откройте «Безопасность» и выберите «Другой адрес».|4|4|
116|aiko|2 台目の登録方法|ノートパソコンにも入れたいのですが。|同じコードを入力すると、2 台目として登録されます。|4|5|
108|boris|Можно ли остановить автопродление|Хочу решать каждый год сам.|Да: страница лицензии, «Продление». Мы напомним за 30 дней.|4|4|
97|carol|Wrong country on the invoice|The invoice says Canada. I live in the US.|Corrected; the new invoice is under Purchases.|5|4|
78|gleb|Отчёт о числе устройств|Нужна таблица устройств за год.|Страница «Использование» сохраняет её в файл CSV.|4|4|Хотелось бы график по месяцам.
72|carol|How do I pause emails?|Too many emails this week.|Every email has a link that pauses them for a month.|4|5|
66|mika|Is my data in the EU?|Our club asks where the data lies.|Yes. The privacy page names the place and the processors.|4|4|
64|fumiko|見積書がほしい|社内の申請に見積書が必要です。|担当の販売店から発行できます。連絡先をお送りしました。|5|4|翌日に届きました。
58|gleb|Может ли второй человек видеть лицензии|Можно ли дать коллеге доступ к лицензиям?|Да: добавьте код лицензии и в его учётной записи.|5|5|Ответили за час.";

/// Somebody who is asked, and whose language they speak.
fn person<'p>(word: &str, who: &Customers, office: &'p Vendor) -> Option<(Uuid, &'static Person, &'p Actor)> {
    let (account, person) = match word {
        "aiko" => (who.aiko, &people::AIKO),
        "boris" => (who.boris, &people::BORIS),
        "carol" => (who.carol, &people::CAROL),
        "fumiko" => (who.fumiko, &people::FUMIKO),
        "gleb" => (who.gleb, &people::GLEB),
        "mika" => (who.mika, &people::MIKA),
        "olga" => (who.olga, &people::OLGA),
        _ => return None,
    };
    let colleague = match person.2 {
        Lang::En => &office.support,
        Lang::Ja => &office.rin,
        Lang::Ru => &office.nadia,
    };
    Some((account, person, colleague))
}

/// They agree to be asked.
pub(super) async fn agreed(teller: &Teller<'_>, who: &Customers) -> Result<(), Fault> {
    for account in [who.aiko, who.boris, who.carol, who.fumiko, who.gleb, who.mika, who.olga] {
        let cx = teller.of(account);
        let tx = cx.begin().await?;
        for kind in [RATING, SURVEY] {
            switch_on(&cx, &tx, account, kind).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// What was asked and said between these days; `until` is the later one.
pub(super) async fn between(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    (from, until): (i64, i64),
) -> Result<(), Fault> {
    let wrong = || Fault::new("demo: a line of the ratings is not whole");
    for line in SAID.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        let [days, word, subject, text, answer, mark, speed, comment] =
            <[&str; 8]>::try_from(parts).map_err(|_| wrong())?;
        let days: i64 = days.parse().map_err(|_| wrong())?;
        if !(until..=from).contains(&days) {
            continue;
        }
        let (account, person, colleague) = person(word, who, office).ok_or_else(wrong)?;
        teller.days_ago(days).await?;
        // After the bad update everybody waited.
        let wait = if (160..=180).contains(&days) { 9 * HOUR } else { days % 5 * 20 * MINUTE };
        asked(teller, colleague, (account, person), (subject, text, answer), wait).await?;
        teller.clock.advance(HOUR + MINUTE);
        sent(teller).await?;
        let input = Rating { mark: mark.into(), speed: speed.into(), comment: comment.into(), ..Rating::default() };
        said(teller, person, &input).await?;
    }
    Ok(())
}

/// The yearly survey.
pub(super) async fn this_autumn(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    Box::pin(between(teller, office, who, (60, 50))).await?;
    teller.days_ago(43).await?;
    let round = done(start_round(&teller.by(&office.support), true).await)?;
    // Not by its job: where there is a mail server, the mails would go out with it, and a mail that has gone has no words any more.
    while ask_part(&teller.cx(), round).await? {}
    sent(teller).await?;
    for (person, mark, comment) in [
        (&people::MIKA, "4", "Better than a year ago."),
        (&people::FUMIKO, "5", ""),
        (&people::GLEB, "4", ""),
        (&people::AIKO, "5", "いつも返事が早くて助かっています。"),
        (&people::BORIS, "3", "Летом отвечали медленно."),
        (&people::CAROL, "4", ""),
    ] {
        let input = Rating { mark: mark.into(), comment: comment.into(), ..Rating::default() };
        said(teller, person, &input).await?;
    }
    Ok(())
}

/// Yesterday: what nobody has rated yet.
pub(super) async fn yesterday(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let told = (
        "Can I get the old price?",
        "The renewal is dearer than last year. Is there a way to keep the price?",
        "Yes, until the end of the month: the link in your renewal center has it.",
    );
    asked(teller, &office.support, (who.mika, &people::MIKA), told, 0).await?;
    teller.clock.advance(HOUR + MINUTE);
    sent(teller).await
}

/// Somebody asks, is answered after a while, and closes the request: subject, text, answer.
async fn asked(
    teller: &Teller<'_>,
    colleague: &Actor,
    (account, person): (Uuid, &Person),
    (subject, text, answer): (&str, &str, &str),
    wait: i64,
) -> Result<(), Fault> {
    let id = ask(teller, (account, person.2), None, &question(subject, text)).await?;
    teller.clock.advance(wait);
    reply(teller, colleague, id, answer, Some(Status::SolutionProvided)).await?;
    teller.clock.advance(40 * MINUTE);
    done(close(&teller.of(account), None, id, &Close { confirm: "true".into() }).await).map(drop)
}

/// What is due goes out.
async fn sent(teller: &Teller<'_>) -> Result<(), Fault> {
    let cx = teller.cx();
    let members = staff(&cx).await?;
    for survey in due(&cx).await? {
        send(&cx, survey, &members).await?;
    }
    Ok(())
}

/// By the link of the mail.
async fn said(teller: &Teller<'_>, person: &Person, said: &Rating) -> Result<(), Fault> {
    teller.clock.advance(3 * HOUR);
    let token = token(&teller.cx(), person.0).await?;
    let visitor = teller.cx().acting_as(Actor::Visitor);
    done(rate(&visitor, &token, said).await).map(drop)
}
