// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"
#include "app/embeddedcore.h"
#include "app/items/iconprovider.h"
#include "app/models/apilist.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <QtQml/qqmlextensionplugin.h>

#include <unistd.h>

#include <cstdio>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

constexpr int patienceMs = 60'000;

void print(const QJsonObject &figure)
{
    std::printf("%s\n", QJsonDocument(figure).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double residentMib()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return double(statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

double rounded(double value)
{
    return double(qRound64(value * 10)) / 10;
}

/// Runs the event loop until the condition holds.
bool waitFor(const std::function<bool()> &condition)
{
    QElapsedTimer watch;
    watch.start();
    while (!condition() && watch.elapsed() < patienceMs)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    return condition();
}

/// Shows the next frame and says how long it took, from the request to the swap.
double frameMs(QQuickWindow &window)
{
    QElapsedTimer watch;
    bool swapped = false;
    const auto connection =
        QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [&swapped] { swapped = true; });
    watch.start();
    window.update();
    waitFor([&swapped] { return swapped; });
    QObject::disconnect(connection);
    return double(watch.nsecsElapsed()) / 1e6;
}

/// The real core, but for one list: everybody has 100,000 notifications.
class LongTransport final : public ApiTransport
{
public:
    static constexpr int rows = 100'000;
    explicit LongTransport(std::unique_ptr<ApiTransport> real) : m_real(std::move(real)) {}
    [[nodiscard]] QString name() const override { return m_real->name(); }
    void send(ApiCall call, Done done) override
    {
        if (call.path != "/api/v1/notifications"_L1 || call.query.hasQueryItem(u"channel"_s))
            return m_real->send(std::move(call), std::move(done));
        const int from = call.query.queryItemValue(u"cursor"_s).toInt();
        const int size = std::max(1, call.query.queryItemValue(u"limit"_s).toInt());
        QJsonArray items;
        for (int row = from; row < std::min(rows, from + size); ++row)
            items.append(notification(row));
        const QJsonValue next = from + size < rows ? QJsonValue(QString::number(from + size)) : QJsonValue();
        ApiReply reply{200, {}, QJsonDocument({{u"items"_s, items}, {u"next_cursor"_s, next}}).toJson()};
        QMetaObject::invokeMethod(
            this, [done = std::move(done), reply = std::move(reply)] { done(reply); }, Qt::QueuedConnection);
    }

private:
    static QJsonObject notification(int row)
    {
        const bool failed = row % 7 == 0;
        return {{u"id"_s, QString::number(row)},
                {u"kind"_s, u"trip_price_alert"_s},
                {u"subject_name"_s, u"Reise nach Lissabon %1"_s.arg(row)},
                {u"channel"_s, u"mail"_s},
                {u"address"_s, u"a…@portier.example"_s},
                {u"state"_s, failed ? u"dead"_s : u"sent"_s},
                {u"attempts"_s, failed ? 8 : 1},
                {u"created_at"_s, u"2027-01-10T05:00:06Z"_s}};
    }
    std::unique_ptr<ApiTransport> m_real;
};

SessionStart withLongList(SessionStart real)
{
    return [real = std::move(real)](QObject *context, const std::function<void(std::shared_ptr<LocalStart>)> &done) {
        real(context, [done](const std::shared_ptr<LocalStart> &start) {
            if (start->transport)
                start->transport = std::make_unique<LongTransport>(std::move(start->transport));
            done(start);
        });
    };
}

/// The app of one person, with its window.
struct Program {
    explicit Program(const QString &folder, bool longList = false) : core(folder + "/core"_L1, {}, u"de"_s)
    {
        AppOptions options;
        options.dataFolder = folder;
        options.useKeyring = false;
        options.startLocal = longList ? withLongList(core.starter()) : core.starter();
        options.clock = std::make_shared<SystemClock>();
        app = std::make_unique<App>(std::move(options));
        engine = std::make_unique<QQmlApplicationEngine>();
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"icon"_s, new IconProvider);
        app->serve(*engine);
        app->session()->useThisComputer();
        engine->load(QUrl(u"qrc:/qt/qml/Portier/shell/Main.qml"_s));
    }
    ~Program()
    {
        QCoreApplication::sendPostedEvents(nullptr,
                                           QEvent::DeferredDelete); // pages that were left, before their engine
        engine.reset();
    }

    [[nodiscard]] QQuickWindow &window() const { return *qobject_cast<QQuickWindow *>(engine->rootObjects().value(0)); }
    void open(const QString &page) const { QMetaObject::invokeMethod(&window(), "tourOpen", Q_ARG(QVariant, page)); }
    /// Only the change feed waits.
    bool settle() const
    {
        return waitFor([this] { return app->session()->state() == "signedIn"_L1 && app->client().inFlight() <= 1; });
    }

    EmbeddedCore core;
    std::unique_ptr<App> app;
    std::unique_ptr<QQmlApplicationEngine> engine;
};

void measureStart(const QString &folder, const char *data)
{
    QElapsedTimer watch;
    watch.start();
    const Program program(folder);
    frameMs(program.window());
    const double firstFrame = double(watch.nsecsElapsed()) / 1e6;
    program.settle();
    frameMs(program.window());
    print({{u"bench"_s, u"app_start"_s},
           {u"data"_s, QString::fromLatin1(data)},
           {u"first_frame_ms"_s, rounded(firstFrame)},
           {u"interactive_ms"_s, rounded(double(watch.nsecsElapsed()) / 1e6)}});
}

void measureMemory(const Program &program)
{
    QVariant pages;
    QMetaObject::invokeMethod(&program.window(), "tourPages", Q_RETURN_ARG(QVariant, pages));
    QJsonObject after;
    for (const QString &page : pages.toStringList()) {
        program.open(page);
        program.settle();
        frameMs(program.window());
        after.insert(page, rounded(residentMib()));
    }
    print({{u"bench"_s, u"app_memory"_s}, {u"resident_mib_after"_s, after}});
}

struct Frames {
    QList<double> ms;
    void take(QQuickWindow &window) { ms.append(frameMs(window)); }
    [[nodiscard]] QJsonObject figures()
    {
        std::sort(ms.begin(), ms.end());
        const auto over = std::count_if(ms.cbegin(), ms.cend(), [](double frame) { return frame > 33; });
        return {{u"frames"_s, ms.size()},
                {u"p50_ms"_s, rounded(ms.at(ms.size() / 2))},
                {u"p99_ms"_s, rounded(ms.at(ms.size() * 99 / 100))},
                {u"worst_ms"_s, rounded(ms.last())},
                {u"over_33_ms"_s, over}};
    }
};

/// First paint of a list of 100,000 rows, loading all of them, and frames while it is scrolled and jumped in.
void measureLongList(const QString &folder)
{
    const Program program(folder, true);
    program.settle();
    QQuickWindow &window = program.window();
    QElapsedTimer watch;
    watch.start();
    program.open(u"activity"_s);
    QQuickItem *list = nullptr;
    waitFor([&] {
        list = window.findChild<QQuickItem *>(u"activityList"_s);
        return list && list->property("count").toInt() > 0;
    });
    frameMs(window);
    const double firstPaint = double(watch.nsecsElapsed()) / 1e6;
    auto *model = list->property("model").value<QAbstractItemModel *>();
    waitFor([model] {
        if (model->canFetchMore({}))
            model->fetchMore({});
        return model->rowCount() >= LongTransport::rows;
    });
    const double all = double(watch.nsecsElapsed()) / 1e6;
    Frames scrolled, jumped;
    for (int step = 0; step < 600; ++step) {
        list->setProperty("contentY", list->property("contentY").toDouble() + 120);
        scrolled.take(window);
    }
    for (int jump = 1; jump <= 100; ++jump) {
        list->setProperty("contentY", list->property("contentHeight").toDouble() * jump / 101);
        jumped.take(window);
    }
    print({{u"bench"_s, u"app_long_list"_s},
           {u"rows"_s, model->rowCount()},
           {u"first_paint_ms"_s, rounded(firstPaint)},
           {u"all_pages_loaded_ms"_s, rounded(all)},
           {u"scrolling"_s, scrolled.figures()},
           {u"jumping"_s, jumped.figures()},
           {u"resident_mib"_s, rounded(residentMib())}});
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QQuickStyle::setStyle(u"Basic"_s);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QTemporaryDir folder;
    measureStart(folder.path(), "new");
    measureStart(folder.path(), "existing");
    {
        const Program program(folder.path());
        program.settle();
        measureMemory(program);
    }
    measureLongList(folder.path()); // last: its rows would count as memory of the pages
    return 0;
}
