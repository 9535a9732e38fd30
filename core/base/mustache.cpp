// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mustache.h"

#include <QJsonArray>

#include <kainjow/mustache.hpp>

using namespace Qt::StringLiterals;
namespace mustache = kainjow::mustache;

namespace portier
{

namespace
{

mustache::data toData(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? mustache::data(mustache::data::type::bool_true)
                              : mustache::data(mustache::data::type::bool_false);
    if (value.isArray()) {
        mustache::data list(mustache::data::type::list);
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            list.push_back(toData(item));
        return list;
    }
    if (value.isObject()) {
        mustache::data object(mustache::data::type::object);
        const QJsonObject members = value.toObject();
        for (auto it = members.begin(); it != members.end(); ++it)
            object.set(it.key().toStdString(), toData(it.value()));
        return object;
    }
    return mustache::data(value.toString().toStdString());
}

/// Mustache shows nothing for a name it does not find; this one remembers it.
class StrictContext final : public mustache::context<std::string>
{
public:
    using context::context;
    const mustache::data *get(const std::string &name) const override
    {
        const mustache::data *found = context::get(name);
        if (!found)
            m_missing.append(QString::fromStdString(name));
        return found;
    }
    [[nodiscard]] const QStringList &missing() const { return m_missing; }

private:
    mutable QStringList m_missing;
};

Error mustacheError(const QString &what)
{
    return {ErrorKind::Internal, u"mustache"_s, what, {}, {}};
}

} // namespace

struct MustacheView::Data {
    mustache::data values;
};

MustacheView::MustacheView(const QJsonValue &values) : m_data(std::make_shared<const Data>(Data{toData(values)}))
{
}

struct Mustache::Compiled {
    explicit Compiled(const QString &source) : tree(source.toStdString()) {}
    mustache::mustache tree;
};

Result<Mustache> Mustache::compile(const QString &source, const Escape &escape)
{
    Mustache result;
    result.m_compiled = std::make_shared<Compiled>(source);
    mustache::mustache &tree = result.m_compiled->tree;
    if (!tree.is_valid())
        return fail(mustacheError(QString::fromStdString(tree.error_message())));
    tree.set_custom_escape(
        [escape](const std::string &value) { return escape(QString::fromStdString(value)).toStdString(); });
    return result;
}

Result<QString> Mustache::render(const MustacheView &view) const
{
    StrictContext context(&view.m_data->values);
    const QString text = QString::fromStdString(m_compiled->tree.render(context));
    if (!m_compiled->tree.is_valid())
        return fail(mustacheError(QString::fromStdString(m_compiled->tree.error_message())));
    if (!context.missing().isEmpty())
        return fail(mustacheError(u"no value for "_s + context.missing().join(u", "_s)));
    return text;
}

} // namespace portier
