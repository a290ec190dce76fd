### What takes two people: the states of a proposal, and why one was not decided.

proposal-waiting = Ожидает решения
proposal-approved = Одобрено
proposal-declined = Отклонено
proposal-withdrawn = Отозвано
proposal-expired = Срок истёк

refusal-proposal-unknown = Такого предложения нет.
refusal-proposal-own = Это ваше предложение. Решение принимает другой сотрудник.
refusal-proposal-own-key = Это предложение внёс созданный вами ключ API. Решение принимает другой сотрудник.
refusal-proposal-not-own = Отозвать предложение может только его автор.
refusal-proposal-not-a-person = Решение по предложению принимает только сотрудник.
refusal-proposal-decided = По этому предложению решение уже принято.
refusal-proposal-expired = Срок предложения истёк. Если оно ещё нужно, внесите его снова.
