namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Sentences of twelve languages with a place for a value, as people write them around one.</summary>
internal static class Sentences
{
    public static readonly string[][] ByLanguage =
    [
        // English
        ["Please have a look at {0} before the meeting.", "The customer wrote: {0}", "I entered {0}, but nothing happened.", "Is {0} correct?", "Contact: {0}; thanks!", "({0})", "\"{0}\"", "- {0}", "value={0}, next", "We got {0} and then it failed."],

        // Turkish: endings follow an apostrophe.
        ["Merhaba, {0} hakkında bilgi verir misiniz?", "Lütfen {0}'e bakın.", "Bilgilerim: {0}", "Dün {0} yazdım ama olmadı.", "Müşterinin kaydı {0} olarak görünüyor.", "{0} doğru mu?", "İşte {0}, teşekkürler."],

        // German
        ["Bitte prüfen Sie {0} bis morgen.", "Meine Angaben: {0}.", "Der Kunde nannte uns {0}, danach brach die Verbindung ab.", "Ist „{0}“ richtig?", "Außerdem steht dort {0}!", "Im Formular steht {0} (siehe Anhang)."],

        // French: spaces before double punctuation.
        ["Bonjour, voici {0} pour le dossier.", "Est-ce que {0} est correct ?", "Le client a écrit « {0} » hier.", "Merci de vérifier : {0}", "J'ai saisi {0}, sans succès.", "Référence jointe : {0} ; merci."],

        // Spanish
        ["Hola, adjunto {0} para el expediente.", "¿Es {0} correcto?", "El cliente indicó {0}.", "¡Revise {0}, por favor!", "Mis datos son: {0}", "Escribí {0} y no funcionó."],

        // Arabic
        ["يرجى التحقق من {0} قبل الاجتماع.", "كتب العميل: {0}", "هل {0} صحيح؟", "البيانات هي {0}، شكرا لكم.", "تم إدخال {0} أمس."],

        // Japanese: no spaces.
        ["お客様の情報は{0}です。", "{0}をご確認ください。", "お問い合わせ：{0}", "昨日、{0}と入力しましたが、エラーになりました。", "「{0}」で合っていますか？", "登録内容は {0} です。"],

        // Chinese: no spaces.
        ["请确认{0}是否正确。", "客户信息：{0}。", "我输入了{0}，但是没有反应。", "“{0}”对吗？", "请联系{0}谢谢", "资料为 {0} ，请查收。"],

        // Russian
        ["Привет, это {0}.", "Пожалуйста, проверьте {0} до завтра.", "Клиент указал: {0}", "Верно ли {0}?", "Мои данные — {0}, спасибо.", "В заявке значится «{0}»."],

        // Portuguese
        ["Olá, segue {0} para o cadastro.", "O cliente informou {0}.", "{0} está correto?", "Meus dados: {0}"],

        // Italian
        ["Buongiorno, ecco {0} per la pratica.", "Il cliente ha scritto: {0}", "È corretto {0}?", "Ho inserito {0}, ma non funziona."],

        // Polish
        ["Dzień dobry, proszę sprawdzić {0}.", "Klient podał: {0}", "Czy {0} jest poprawne?", "Moje dane to {0}, dziękuję."],
    ];
}
